package io.inkstone.documents.linking;

import com.github.houbb.pinyin.constant.enums.PinyinStyleEnum;
import com.github.houbb.pinyin.util.PinyinHelper;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the cell values of text columns that a request names: as written, inflected, in part, by synonym or slip. */
final class ValueLinker {

    /** Past so many different values only whole values are looked for: nearness would find something for anything. */
    private static final int MOST_VALUES_FOR_NEARNESS = 3000;

    private static final int LONGEST_VALUE = 60;
    private static final String NUMERALS = "零一二三四五六七八九";
    private static final Pattern SMALL_NUMBER = Pattern.compile("(\\p{IsHan}*)([1-9]\\d?)(\\p{IsHan}+)");
    private static final Pattern CHINESE_NUMBERED = Pattern.compile("第?([1-9]|[一二三四五六七八九])号?(\\p{IsHan}{1,3})");
    /** "61-90 days" is said "61 to 90 days". */
    private static final Pattern RANGE = Pattern.compile("(\\d) ?[-–~] ?(\\d)");

    private static final double PART = 0.5;
    private static final double SYNONYM = 0.8;
    private static final double SPELT = 0.9;
    private static final int SHORTEST_SPELT = 4;

    /** Ends of names of places that are left out in other scripts. */
    private static final Pattern KIND_OF_PLACE = Pattern.compile("(?:省|市|区|县|分公司|店|仓)$");

    private static final double LEAST_SCORE = 0.6;

    private final Lexicon lexicon = Lexicon.get();
    private final Set<String> common;

    ValueLinker() {
        common = new HashSet<>(lexicon.section("stop"));
        for (String section : List.of(
                "sum", "average", "count", "max", "min", "share", "which", "row nouns", "negation", "distinct")) {
            common.addAll(lexicon.section(section));
        }
    }

    /**
     * The mentions of one column's values, of which none lies within another.
     *
     * @param taken stretches that mean something else
     */
    List<ValueMention> link(RequestText request, Column column, List<Span> taken) {
        if (column.type() != ColumnType.TEXT) {
            return List.of();
        }
        Map<Span, Map<String, Double>> found = new LinkedHashMap<>();
        boolean near = column.distinctTexts().size() <= MOST_VALUES_FOR_NEARNESS;
        Map<String, Integer> owners = near ? ownersOfWords(column) : Map.of();
        for (String value : column.distinctTexts()) {
            String folded = RequestText.fold(value);
            if (folded.isEmpty() || folded.length() > LONGEST_VALUE) {
                continue;
            }
            for (Scored scored : places(request, folded, owners, near)) {
                if (taken.stream().anyMatch(span -> span.overlaps(scored.span()))) {
                    continue;
                }
                found.computeIfAbsent(scored.span(), any -> new LinkedHashMap<>())
                        .merge(value, scored.likeness(), Math::max);
            }
        }
        return outermost(found, column);
    }

    private static List<ValueMention> outermost(Map<Span, Map<String, Double>> found, Column column) {
        List<ValueMention> mentions = new ArrayList<>();
        found.forEach((span, values) -> {
            double best = values.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElse(0);
            List<String> equal = values.entrySet().stream()
                    .filter(entry -> entry.getValue() > best - 0.02)
                    .map(Map.Entry::getKey)
                    .toList();
            if (best >= LEAST_SCORE && equal.size() <= 8) {
                mentions.add(new ValueMention(span, column, equal, best));
            }
        });
        mentions.sort(Comparator.comparingInt(
                        (ValueMention mention) -> -mention.span().length())
                .thenComparingDouble(mention -> -mention.score()));
        List<ValueMention> kept = new ArrayList<>();
        for (ValueMention mention : mentions) {
            if (kept.stream().noneMatch(other -> other.span().overlaps(mention.span()))) {
                kept.add(mention);
            }
        }
        return kept;
    }

    /** In how many values of the column each word stands. */
    private static Map<String, Integer> ownersOfWords(Column column) {
        Map<String, Integer> owners = new HashMap<>();
        for (String value : column.distinctTexts()) {
            new HashSet<>(Words.split(value)).forEach(word -> owners.merge(word, 1, Integer::sum));
        }
        return owners;
    }

    private List<Scored> places(RequestText request, String value, Map<String, Integer> owners, boolean near) {
        boolean sign = isSign(value);
        List<Scored> found = new ArrayList<>(sign ? List.of() : RequestTerm.find(request, value, near));
        found.removeIf(scored -> scored.likeness() < 0.9 && common.contains(request.text(scored.span())));
        inChineseNumerals(value)
                .forEach(spelt -> request.find(spelt).forEach(span -> found.add(new Scored(span, 0.95))));
        if (!near || isYesOrNo(value) || found.stream().anyMatch(scored -> scored.likeness() > 0.95)) {
            return found;
        }
        if (RANGE.matcher(value).find()) {
            String spoken = RANGE.matcher(value).replaceAll("$1 to $2");
            request.find(spoken).forEach(span -> found.add(new Scored(span, 0.95)));
        }
        boolean latin = !request.words().isEmpty();
        if (latin) {
            inEnglishNumerals(value)
                    .forEach(spelt -> request.find(spelt).forEach(span -> found.add(new Scored(span, 0.9))));
        }
        for (String synonym : lexicon.synonyms(value)) {
            if (!common.contains(synonym)) {
                request.find(synonym).forEach(span -> found.add(new Scored(span, SYNONYM)));
            }
        }
        if (sign) {
            return found;
        }
        if (latin) {
            spelt(value).forEach(name -> request.find(name).forEach(span -> found.add(new Scored(span, SPELT))));
        }
        if (value.length() == 4 && RequestText.hasHan(value)) {
            // Of two words of two characters the first of each: 内推 for 内部推荐.
            String brief = "" + value.charAt(0) + value.charAt(2);
            request.find(brief).forEach(span -> found.add(new Scored(span, SYNONYM)));
        }
        if (value.length() == 2 && RequestText.hasHan(value)) {
            // A verb may be parted by what says that it is done: 出过库 for 出库.
            for (String aspect : List.of("过", "了")) {
                String parted = value.charAt(0) + aspect + value.charAt(1);
                request.find(parted).forEach(span -> found.add(new Scored(span, SPELT)));
            }
        }
        if (RequestText.hasHan(value)) {
            chineseParts(request, value, found);
        } else {
            wordParts(request, value, owners, found);
        }
        return found;
    }

    /** A Chinese name in Latin letters: Zhejiang, Suzhou. */
    private static List<String> spelt(String value) {
        if (value.isEmpty() || !value.codePoints().allMatch(RequestText::isHan) || value.length() > 6) {
            return List.of();
        }
        return Stream.of(value, KIND_OF_PLACE.matcher(value).replaceFirst(""))
                .filter(name -> name.length() >= 2)
                .map(name -> PinyinHelper.toPinyin(name, PinyinStyleEnum.NORMAL, ""))
                .filter(latin -> latin.length() >= SHORTEST_SPELT)
                .distinct()
                .toList();
    }

    /** "3班" may be said "三班". */
    private static List<String> inChineseNumerals(String value) {
        Matcher number = SMALL_NUMBER.matcher(value.replaceAll("[()（）]", ""));
        if (!number.matches()) {
            return List.of();
        }
        int count = Integer.parseInt(number.group(2));
        String tens = count < 10 ? "" : count < 20 ? "十" : NUMERALS.charAt(count / 10) + "十";
        String ones = count % 10 == 0 ? "" : String.valueOf(NUMERALS.charAt(count % 10));
        String spelt = tens + ones + number.group(3);
        return number.group(1).isEmpty()
                ? List.of(spelt)
                : List.of(number.group(1) + spelt, spelt, number.group(2) + number.group(3));
    }

    /** "二车间" may be said "workshop 2" or "workshop no. 2". */
    private List<String> inEnglishNumerals(String value) {
        Matcher numbered = CHINESE_NUMBERED.matcher(value);
        if (!numbered.matches()) {
            return List.of();
        }
        String sign = numbered.group(1);
        int number = Character.isDigit(sign.charAt(0)) ? Integer.parseInt(sign) : NUMERALS.indexOf(sign);
        return lexicon.synonyms(numbered.group(2)).stream()
                .filter(term -> !RequestText.hasHan(term))
                .flatMap(term -> Stream.of(term + " " + number, term + " no. " + number, term + " no " + number))
                .toList();
    }

    private static boolean isYesOrNo(String value) {
        return value.matches("yes|no|y|n|true|false|是|否|有|无|√|✓");
    }

    /** Whether a value is too short or too common a word to be meant wherever it stands. */
    static boolean isSign(String folded) {
        return folded.codePointCount(0, folded.length()) == 1 || folded.matches("yes|no|true|false");
    }

    /** Words of the value that stand in the request, when they tell this value from most others of the column. */
    private void wordParts(RequestText request, String value, Map<String, Integer> owners, List<Scored> found) {
        List<String> words = Words.split(value);
        if (words.size() < 2) {
            return;
        }
        for (Span span : request.words()) {
            String written = request.text(span).replaceAll("'s$", "");
            if (common.contains(written) || written.length() < 3 || isNumber(written)) {
                continue;
            }
            for (String word : words) {
                double likeness = Words.likeness(written, word);
                boolean acronym = word.length() <= 2 && likeness < 1; // "hrs" is no plural of "HR"
                if (likeness > 0 && !acronym && !common.contains(word) && owners.getOrDefault(word, 1) <= 8) {
                    found.add(new Scored(span, likeness * (PART + (1 - PART) / words.size())));
                }
            }
        }
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(Character::isDigit);
    }

    /** The longest stretch, of at least two characters and two fifths of the value, that both have. */
    private void chineseParts(RequestText request, String value, List<Scored> found) {
        for (int length = value.length() - 1; length >= 2 && length * 5 >= value.length() * 2; length--) {
            boolean any = false;
            for (int start = 0; start + length <= value.length(); start++) {
                String part = value.substring(start, start + length);
                if (common.contains(part) || !RequestText.hasHan(part)) {
                    continue;
                }
                for (Span span : request.find(part)) {
                    double share = (double) length / value.length();
                    found.add(new Scored(span, PART + (1 - PART) * share - (start > 0 ? 0.05 : 0)));
                    any = true;
                }
            }
            if (any) {
                return;
            }
        }
    }
}
