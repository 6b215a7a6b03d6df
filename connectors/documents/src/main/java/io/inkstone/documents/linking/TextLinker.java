package io.inkstone.documents.linking;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what cells have to begin with, end with or contain. */
final class TextLinker {

    private static final String QUOTED = "[\"'“”‘’「『]([^\"'“”‘’」』]{1,60})[\"'“”‘’」』]";
    private static final String BARE = "([\\p{L}\\p{N}][\\p{L}\\p{N}.&_/-]*)";
    private static final String NO_TIME =
            "(?!(?:the |19|20|q[1-4]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|first|second|third|last|this|next))";
    private static final String PART = "(?:" + QUOTED + "|" + BARE + ")";

    private static final Map<Pattern, TextMention.Place> PATTERNS = patterns();

    private static Map<Pattern, TextMention.Place> patterns() {
        Map<Pattern, TextMention.Place> patterns = new LinkedHashMap<>();
        String letters = "(?:the )?(?:letters? |text |words? )?";
        put(
                patterns,
                "\\b(?:start(?:s|ing|ed)?|begin(?:s|ning)?) (?:with|in) " + letters + NO_TIME + PART,
                TextMention.Place.START);
        put(
                patterns,
                "\\bend(?:s|ing|ed)? (?:with|in) " + letters + NO_TIME + PART + "(?! \\d)",
                TextMention.Place.END);
        put(
                patterns,
                "\\b(?:contain(?:s|ing|ed)?|mention(?:s|ing|ed)?|includ(?:es|ing) the words?)(?: the words?| an?| of)? "
                        + PART,
                TextMention.Place.ANYWHERE);
        put(patterns, "以(?:" + QUOTED + "|([^以，,。]{1,12}?))(?:开头|打头|开始)", TextMention.Place.START);
        put(patterns, "以(?:" + QUOTED + "|([^以，,。]{1,12}?))(?:结尾|收尾)", TextMention.Place.END);
        put(patterns, "(?:最后一个字|末尾|结尾)是" + QUOTED, TextMention.Place.END);
        put(patterns, "(?:包含|含有|带有|提到|里有)" + QUOTED, TextMention.Place.ANYWHERE);
        put(patterns, "姓(\\p{IsHan})的", TextMention.Place.START);
        return patterns;
    }

    private static void put(Map<Pattern, TextMention.Place> patterns, String words, TextMention.Place place) {
        patterns.put(Pattern.compile(words), place);
    }

    /** Every such phrase, in no order. */
    List<TextMention> link(RequestText request) {
        List<TextMention> found = new ArrayList<>();
        PATTERNS.forEach((pattern, place) -> {
            Matcher matcher = pattern.matcher(request.text());
            while (matcher.find()) {
                Span span = new Span(matcher.start(), matcher.end());
                String part = matcher.group(1);
                for (int group = 2; part == null && group <= matcher.groupCount(); group++) {
                    part = matcher.group(group);
                }
                if (part != null
                        && found.stream().noneMatch(other -> other.span().overlaps(span))) {
                    found.add(new TextMention(span, part.strip(), place));
                }
            }
        });
        return found;
    }
}
