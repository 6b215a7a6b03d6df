package io.inkstone.documents.linking;

import io.inkstone.documents.sheet.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the columns that a request names, by header, part of a header, synonym or slip. */
final class ColumnLinker {

    /** A part of a header counts as much as this and, in addition, by how much of the header it is. */
    private static final double PART = 0.45;

    private static final double SYNONYM = 0.9;
    private static final double ASKED_IN_UNIT = 0.85;
    private static final double LEAST_SCORE = 0.4;

    /** Words that stand in many headers and say little alone. */
    private static final Set<String> GENERIC = Set.of(
            "amount", "value", "total", "number", "no", "id", "date", "day", "time", "name", "code", "type", "count",
            "sum", "level", "year", "month", "unit", "units", "hours", "days", "last", "rate", "cost", "price", "金额",
            "日期", "时间", "名称", "类型", "编号", "数量", "时长", "额", "费", "数", "号", "费用", "价格");

    /** Words of headers that are never meant alone. */
    private static final Set<String> LITTLE = Set.of(
            "of", "on", "in", "at", "by", "to", "for", "from", "per", "the", "a", "an", "and", "or", "is", "has",
            "with");

    private static final int MOST_HEADERS_KEPT = 4096;

    private final Lexicon lexicon = Lexicon.get();

    /** What headers may be called, for the headers of lately. */
    private final Map<String, Map<String, Double>> called =
            Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Map<String, Double>> eldest) {
                    return size() > MOST_HEADERS_KEPT;
                }
            });

    List<ColumnMention> link(RequestText request, Column column) {
        Map<Span, Double> best = new LinkedHashMap<>();
        called.computeIfAbsent(column.header(), this::variants).forEach((variant, weight) -> {
            boolean slips = weight >= 1 || variant.length() >= 6 || (weight >= 0.6 && RequestText.hasHan(variant));
            for (Scored scored : RequestTerm.find(request, variant, slips)) {
                double score = scored.likeness() * weight;
                if (score >= LEAST_SCORE) {
                    best.merge(scored.span(), score, Math::max);
                }
            }
        });
        List<ColumnMention> mentions = new ArrayList<>();
        best.forEach((span, score) -> {
            boolean covered = best.entrySet().stream()
                    .anyMatch(other ->
                            other.getKey() != span && other.getKey().contains(span) && other.getValue() >= score);
            if (!covered) {
                String words = request.text(span);
                boolean several = words.contains(" ") || RequestText.hasHan(words);
                mentions.add(new ColumnMention(span, column, score, several));
            }
        });
        return mentions;
    }

    /** What a header may be called, with how much the name counts. */
    private Map<String, Double> variants(String header) {
        Map<String, Double> variants = new LinkedHashMap<>();
        String bare = header.replaceAll("[(（\\[【][^)）\\]】]*[)）\\]】]", " ");
        String plain = RequestText.fold(bare);
        String base = RequestText.hasHan(plain)
                ? plain.replace(" ", "")
                : String.join(" ", Words.split(plain.isEmpty() ? header : bare));
        if (base.isEmpty()) {
            return variants;
        }
        add(variants, base, 1);
        lexicon.synonyms(base).forEach(synonym -> synonymVariants(synonym, variants));
        if (base.contains(" ")) {
            add(variants, base.replace(" ", ""), 1);
        }
        Unit.ofHeader(header)
                .ifPresent(unit -> Unit.namesOf(unit)
                        .forEach(name ->
                                add(variants, (RequestText.hasHan(name) ? "多少" : "how many ") + name, ASKED_IN_UNIT)));
        if (RequestText.hasHan(base)) {
            chineseVariants(base, breaks(plain), variants);
        } else {
            wordVariants(base.split(" "), variants);
        }
        return variants;
    }

    /** Where the words of a header meet once the spaces between them are gone. */
    private static List<Integer> breaks(String header) {
        List<Integer> breaks = new ArrayList<>();
        int at = 0;
        for (String word : header.split(" ")) {
            at += word.length();
            breaks.add(at);
        }
        return breaks.subList(0, breaks.size() - 1);
    }

    private void wordVariants(String[] words, Map<String, Double> variants) {
        double total = 0;
        for (String word : words) {
            total += weight(word);
        }
        for (int i = 0; i < words.length && words.length > 1; i++) {
            if (LITTLE.contains(words[i])) {
                continue;
            }
            double part = (PART + (1 - PART) * weight(words[i]) / total) * (GENERIC.contains(words[i]) ? 0.75 : 1);
            add(variants, words[i], part);
            for (String synonym : lexicon.synonyms(words[i])) {
                String[] replaced = words.clone();
                replaced[i] = synonym;
                add(variants, String.join(" ", replaced), SYNONYM);
                if (!GENERIC.contains(words[i])) {
                    add(variants, synonym, part * SYNONYM);
                }
            }
        }
        if (words.length > 2) {
            for (int i = 0; i + 1 < words.length; i++) {
                double share = (weight(words[i]) + weight(words[i + 1])) / total;
                add(variants, words[i] + " " + words[i + 1], PART + (1 - PART) * share);
            }
        }
    }

    /** A synonym of the whole header, also with one of its words said differently, or without a closing general word. */
    private void synonymVariants(String synonym, Map<String, Double> variants) {
        add(variants, synonym, SYNONYM);
        if (RequestText.hasHan(synonym)) {
            String last = synonym.substring(synonym.length() - 1);
            if (synonym.length() > 2 && GENERIC.contains(last)) {
                add(variants, synonym.substring(0, synonym.length() - 1), SYNONYM * 0.8);
            }
            return;
        }
        String[] words = synonym.split(" ");
        for (int i = 0; i < words.length && words.length > 1; i++) {
            for (String other : lexicon.synonyms(words[i])) {
                String[] replaced = words.clone();
                replaced[i] = other;
                add(variants, String.join(" ", replaced), SYNONYM * SYNONYM);
            }
        }
    }

    private static double weight(String word) {
        return GENERIC.contains(word) ? 0.4 : 1;
    }

    /** Whether a part of a header begins in one of its words and ends within another. */
    private static boolean crosses(List<Integer> breaks, int start, int end) {
        return breaks.stream().anyMatch(at -> start < at && at < end);
    }

    private void chineseVariants(String base, List<Integer> breaks, Map<String, Double> variants) {
        for (String prefix : List.of("是否", "有无")) {
            if (base.startsWith(prefix) && base.length() > prefix.length() + 1) {
                add(variants, base.substring(prefix.length()), 0.95);
            }
        }
        for (String term : lexicon.termsWithin(base)) {
            for (String synonym : lexicon.synonyms(term)) {
                if (RequestText.hasHan(synonym)) {
                    add(variants, base.replace(term, synonym), SYNONYM);
                }
            }
            double share = PART + (1 - PART) * term.length() / base.length();
            lexicon.synonyms(term).forEach(synonym -> add(variants, synonym, share * SYNONYM * 0.9));
            String rest = base.replace(term, "");
            if (GENERIC.contains(rest)) {
                lexicon.synonyms(term).forEach(synonym -> add(variants, synonym, SYNONYM * 0.85));
            }
        }
        for (int length = base.length() - 1; length >= 2; length--) {
            for (int start = 0; start + length <= base.length(); start++) {
                if (crosses(breaks, start, start + length)) {
                    continue; // "7月 加班" is not named by 月加
                }
                String part = base.substring(start, start + length);
                double generic = GENERIC.contains(part) ? 0.75 : 1;
                add(variants, part, (PART + (1 - PART) * length / base.length()) * generic);
            }
        }
    }

    private static void add(Map<String, Double> variants, String term, double weight) {
        if (term.length() > 1 || !RequestText.hasHan(term) || weight >= 1) {
            variants.merge(term, weight, Math::max);
        }
    }
}
