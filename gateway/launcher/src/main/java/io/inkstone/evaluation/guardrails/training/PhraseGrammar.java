package io.inkstone.evaluation.guardrails.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A grammar without recursion that makes phrases: {@code [name]} begins a list, {@code {name}} stands for one of a list. */
final class PhraseGrammar {

    /** Lower case, so that a phrase such as {@code [INST]} begins no list. */
    private static final Pattern NAME = Pattern.compile("\\[[a-z][a-zA-Z.]*]");

    /** Other braces are a phrase's own. */
    private static final Pattern USE = Pattern.compile("\\{([a-z][a-zA-Z.]*)}");

    private final Map<String, List<String>> lists;

    private PhraseGrammar(Map<String, List<String>> lists) {
        this.lists = lists;
    }

    /** The grammar that lies beside this class. */
    static PhraseGrammar standard() {
        try (InputStream in = PhraseGrammar.class.getResourceAsStream("phrases.txt")) {
            if (in == null) {
                throw new IllegalStateException("phrases.txt is missing from the class path");
            }
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PhraseGrammar of(String text) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        List<String> list = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (NAME.matcher(line).matches()) {
                list = new ArrayList<>();
                lists.put(line.substring(1, line.length() - 1), list);
            } else if (!line.isBlank() && !line.startsWith("# ")) {
                list.add(line);
            }
        }
        return new PhraseGrammar(lists);
    }

    /** So many tries, without what came twice; the same for the same seed. */
    List<String> phrases(String name, int tries, long seed) {
        Random random = new Random(seed);
        Set<String> phrases = new LinkedHashSet<>();
        for (int i = 0; i < tries; i++) {
            String phrase = expanded("{" + name + "}", random);
            phrases.add(random.nextInt(4) == 0 ? phrase.toLowerCase(Locale.ROOT) : phrase);
        }
        return List.copyOf(phrases);
    }

    private String expanded(String pattern, Random random) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (Matcher use = USE.matcher(pattern); use.find(); ) {
            List<String> list = lists.get(use.group(1));
            if (list == null) {
                throw new IllegalArgumentException("the grammar has no list '" + use.group(1) + "'");
            }
            text.append(pattern, at, use.start()).append(expanded(list.get(random.nextInt(list.size())), random));
            at = use.end();
        }
        return text.append(pattern.substring(at)).toString();
    }
}
