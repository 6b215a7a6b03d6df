package io.inkstone.guardrails.names;

import java.io.IOException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads corpora with a token and its label in each line, and puts the tokens back into running text. */
final class ColumnCorpus {

    private static final Map<String, String> CATEGORIES = Map.of(
            "PER", "person",
            "PERSON", "person",
            "PER.NAM", "person",
            "LOC", "location",
            "LOCATION", "location",
            "LOC.NAM", "location",
            "GPE.NAM", "location",
            "ORG", "organization",
            "CORPORATION", "organization",
            "ORG.NAM", "organization");

    private final boolean spaced;
    private final List<Example> examples = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final List<Example.Mention> mentions = new ArrayList<>();
    private String open = "";
    private int openStart;
    private int openEnd;

    private ColumnCorpus(boolean spaced) {
        this.spaced = spaced;
    }

    /**
     * The sentences of a file.
     *
     * @param spaced whether words have blanks between them
     */
    static List<Example> read(Path file, boolean spaced) throws IOException {
        ColumnCorpus corpus = new ColumnCorpus(spaced);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
        String all = decoder.decode(java.nio.ByteBuffer.wrap(Files.readAllBytes(file)))
                .toString();
        boolean treebank = file.toString().endsWith(".iob2");
        for (String line : (Iterable<String>) all.lines()::iterator) {
            if (line.isBlank()) {
                corpus.endSentence();
            } else if ((!treebank || !line.startsWith("# ")) && !line.startsWith("\t")) {
                String[] columns = line.split(line.indexOf('\t') >= 0 ? "\t" : " ", -1);
                corpus.token(columns[treebank ? 1 : 0], columns[treebank ? 2 : columns.length - 1]);
            }
        }
        corpus.endSentence();
        return corpus.examples;
    }

    private void token(String written, String label) {
        // The corpus of Weibo numbers each character by its place in a word.
        String token = spaced || written.length() != 2 || !Character.isDigit(written.charAt(1))
                ? written
                : written.substring(0, 1);
        if (spaced && needsBlank(token)) {
            text.append(' ');
        }
        int start = text.length();
        text.append(token);
        int dash = label.indexOf('-');
        String type = dash < 0 ? "" : label.substring(dash + 1).toUpperCase(java.util.Locale.ROOT);
        String category = CATEGORIES.getOrDefault(type, "");
        if (!category.equals(open) || label.startsWith("B-")) {
            close();
            open = category;
            openStart = start;
        }
        openEnd = text.length();
    }

    private boolean needsBlank(String token) {
        if (text.length() == 0) {
            return false;
        }
        char last = text.charAt(text.length() - 1);
        return ",.;:!?)]}%".indexOf(token.charAt(0)) < 0
                && !token.startsWith("'")
                && !token.equals("n't")
                && "([{@#".indexOf(last) < 0;
    }

    private void close() {
        if (!open.isEmpty()) {
            mentions.add(new Example.Mention(openStart, openEnd, open));
        }
        open = "";
    }

    private void endSentence() {
        close();
        if (text.length() > 0) {
            examples.add(new Example(text.toString(), mentions));
        }
        text.setLength(0);
        mentions.clear();
    }
}
