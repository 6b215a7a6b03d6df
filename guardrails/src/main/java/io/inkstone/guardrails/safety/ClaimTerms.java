package io.inkstone.guardrails.safety;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a sentence claims.
 *
 * @param words its content: stems of words, pairs of Chinese characters
 * @param numbers its numbers in one spelling, without separators, with Chinese units and percents resolved
 * @param names words with a capital that begin no sentence, folded
 * @param negated whether it denies
 */
record ClaimTerms(Set<String> words, Set<String> numbers, Set<String> names, boolean negated) {

    private static final Pattern NUMBER = Pattern.compile(
            "(\\d[\\d,]*(?:\\.\\d+)?)\\s?(%|％|percent|per cent|万|亿|千|million|billion|thousand)?",
            Pattern.CASE_INSENSITIVE);

    private static final Set<String> STOP = Set.of(
            ("the a an of to in on at for and or is are was were be been it its this that these those with as by from has have"
                            + " had will would can could may might their his her our your they he she we you i which who what"
                            + " than then there also into about over after before more most such any all each per not no"
                            + " never none without neither did does do")
                    .split(" "));

    private static final Pattern NEGATION = Pattern.compile(
            "\\b(?:not|no|never|none|without|neither|nor|cannot|isn't|wasn't|aren't|weren't|don't|doesn't|didn't|won't|can't|hasn't|haven't)\\b"
                    + "|不(?!同|断|仅|但|过|久|少|错)|没有|未(?!来)|并非|无法|从未",
            Pattern.CASE_INSENSITIVE);

    private static final String HAN_STOP = "的了在是和与及有为等对于将被把也都就而其该这那个之以";

    /** Of a sentence. */
    static ClaimTerms of(String sentence) {
        Set<String> numbers = new LinkedHashSet<>();
        Matcher number = NUMBER.matcher(sentence);
        while (number.find()) {
            numbers.add(value(number.group(1), number.group(2)));
        }
        Set<String> words = new LinkedHashSet<>();
        Set<String> names = new LinkedHashSet<>();
        addWords(sentence, words, names);
        return new ClaimTerms(words, numbers, names, NEGATION.matcher(sentence).find());
    }

    private static String value(String digits, @Nullable String unit) {
        BigDecimal value = new BigDecimal(digits.replace(",", ""));
        String percent = "";
        if (unit != null) {
            switch (unit.toLowerCase(Locale.ROOT)) {
                case "万" -> value = value.movePointRight(4);
                case "亿" -> value = value.movePointRight(8);
                case "千", "thousand" -> value = value.movePointRight(3);
                case "million" -> value = value.movePointRight(6);
                case "billion" -> value = value.movePointRight(9);
                default -> percent = "%";
            }
        }
        return value.stripTrailingZeros().toPlainString() + percent;
    }

    private static void addWords(String sentence, Set<String> words, Set<String> names) {
        boolean first = true;
        int i = 0;
        while (i < sentence.length()) {
            char c = sentence.charAt(i);
            if (FoldedText.han(c)) {
                boolean pair = i + 1 < sentence.length() && FoldedText.han(sentence.charAt(i + 1));
                if (pair && HAN_STOP.indexOf(c) < 0 && HAN_STOP.indexOf(sentence.charAt(i + 1)) < 0) {
                    words.add(sentence.substring(i, i + 2));
                }
                i++;
            } else if (Character.isLetter(c)) {
                int start = i;
                while (i < sentence.length() && FoldedText.wordLetter(sentence.charAt(i))) {
                    i++;
                }
                String word = sentence.substring(start, i).toLowerCase(Locale.ROOT);
                if (!STOP.contains(word) && word.length() > 1) {
                    words.add(stem(word));
                    if (Character.isUpperCase(c) && !first) {
                        names.add(stem(word));
                    }
                }
                first = false;
            } else {
                i++;
            }
        }
    }

    /** Rough on purpose: plural and tense are no difference in what is claimed. */
    private static String stem(String word) {
        for (String ending : new String[] {"ing", "ies", "ed", "es", "s", "e"}) {
            if (word.length() > ending.length() + 3 && word.endsWith(ending)) {
                return word.substring(0, word.length() - ending.length());
            }
        }
        return word;
    }
}
