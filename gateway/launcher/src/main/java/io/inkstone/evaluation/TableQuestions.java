package io.inkstone.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Questions over tables of Wikipedia, from a folder of WikiTableQuestions. */
final class TableQuestions {

    static final String NAME = "wikitablequestions";
    static final String FOLDER = "wikitablequestions";

    private static final String FILE = "data/pristine-unseen-tables.tsv";
    private static final int FIELDS = 4;

    private TableQuestions() {}

    /**
     * Reads its questions on unseen tables.
     *
     * @throws EvaluationException when a file is missing or a line is none of the set
     */
    static FormulaSet read(Path folder) {
        Path file = folder.resolve(FILE);
        List<FormulaRequest> requests = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file).stream().skip(1).toList()) {
                String[] fields = line.split("\t", -1);
                if (fields.length != FIELDS) {
                    throw new EvaluationException("a line of " + file + " has " + fields.length
                            + " fields; expected id, utterance, context and targetValue");
                }
                requests.add(request(folder, fields));
            }
        } catch (IOException e) {
            throw new EvaluationException("cannot read " + file + "; expected a folder of WikiTableQuestions", e);
        }
        return new FormulaSet(NAME, requests);
    }

    private static FormulaRequest request(Path folder, String[] fields) {
        List<String> items = Stream.of(fields[3].split("\\|", -1))
                .map(TableQuestions::unescaped)
                .toList();
        Path table = folder.resolve(fields[2]).normalize();
        if (!table.startsWith(folder.normalize()) || !Files.isRegularFile(table)) {
            throw new EvaluationException(
                    "there is no table " + table + "; expected every one that " + FILE + " names");
        }
        return new FormulaRequest(
                fields[0],
                unescaped(fields[1]),
                Labels.kind(items.size() > 1 ? "list" : "single"),
                Place.ANY,
                List.of(new Trial(table, new Expected.Items(items))));
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\p", "|").replace("\\\\", "\\");
    }
}
