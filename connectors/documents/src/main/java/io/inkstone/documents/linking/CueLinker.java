package io.inkstone.documents.linking;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the words of asking. */
final class CueLinker {

    private static final Pattern ENGLISH_ORDINAL = Pattern.compile(
            "\\b(?:(second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)|(\\d{1,6})(?:st|nd|rd|th))[- ]"
                    + "(?=(?:\\w+[- ]){0,2}?(?:highest|largest|biggest|greatest|most|best|top|longest|latest|lowest|smallest|least|fewest|cheapest|shortest|earliest|worst|\\p{L}{3,}est|place|last|from))"
                    + "(to last )?");
    private static final Pattern CHINESE_ORDINAL =
            Pattern.compile("(?:(?<=排|排名|排在|位列|居)(倒数)?第|(倒数)?第(?=[一二两三四五六七八九十\\d]{1,6}个?[大高多贵长晚小低少短早便名位好差]))"
                    + "([一二两三四五六七八九十]{1,2}|\\d{1,6})[名位]?([大高多贵长晚新好])?([小低少短早差])?");
    /** "合同数", "男生数" at the end of a phrase. */
    private static final Pattern COUNTING_SUFFIX = Pattern.compile("(?<=\\p{IsHan})数(?=$|[？?。,，、是有为]|多少)");

    /** "多少套", "几道": a number of things of any kind. */
    private static final Pattern CHINESE_COUNTED =
            Pattern.compile("(?:多少|几)[个位家条套道门款笔张单件台辆间栋次份项名行人批趟场户支本部只块组队幢座所](?!月|季)");

    private static final Pattern CHINESE_WHICH = Pattern.compile("哪一?[个位家条套道门款笔张单件台辆间栋次份项名批趟场户支本部只块组队幢座所种类]");

    /** "少花多少", "多卖了多少". */
    private static final Pattern CHINESE_DIFFERENCE = Pattern.compile("[多少高低][花卖收用赚产买付产出了]{1,2}(?:多少|几)");

    /** 那 typed for 哪 at the end of a question. */
    private static final Pattern WHICH_MISTYPED = Pattern.compile("(?<=[在是属于])那(?=[个家位种类条台间]\\p{IsHan}{0,6}[?？]?$)");

    private static final Pattern CHINESE_SORTED =
            Pattern.compile("从(大到小|小到大|高到低|低到高|多到少|少到多).{0,6}?第([一二两三四五六七八九十]{1,2}|\\d{1,6})[个位名]?");
    /** Words of asking that are also known by their sound; one of the others, such as a negation, would turn the request. */
    private static final Set<Cue> HEARD =
            EnumSet.of(Cue.SUM, Cue.AVERAGE, Cue.COUNT, Cue.SHARE, Cue.MEDIAN, Cue.GROWTH, Cue.RANK, Cue.MAX, Cue.MIN);

    private static final List<String> PLACES =
            List.of("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth");

    private final Lexicon lexicon = Lexicon.get();

    /** Every word of asking outside of the taken stretches; a longer one hides the shorter ones within it. */
    List<CueMention> link(RequestText request, List<Span> taken) {
        List<CueMention> found = new ArrayList<>();
        for (Cue cue : Cue.values()) {
            for (String term : lexicon.section(cue.section())) {
                for (Span span : places(request, term, cue)) {
                    found.add(new CueMention(span, cue));
                }
            }
        }
        add(found, COUNTING_SUFFIX, request, Cue.COUNT);
        add(found, CHINESE_COUNTED, request, Cue.COUNT);
        add(found, CHINESE_WHICH, request, Cue.WHICH);
        add(found, CHINESE_DIFFERENCE, request, Cue.DIFFERENCE);
        if (found.stream().noneMatch(mention -> mention.cue() == Cue.WHICH)) {
            add(found, WHICH_MISTYPED, request, Cue.WHICH);
        }
        found.removeIf(mention -> taken.stream().anyMatch(span -> span.overlaps(mention.span())));
        List<CueMention> outermost = new ArrayList<>();
        for (CueMention mention : found) {
            boolean hidden = found.stream()
                    .anyMatch(other -> other.span().length() > mention.span().length()
                            && other.span().contains(mention.span()));
            if (!hidden && !outermost.contains(mention)) {
                outermost.add(mention);
            }
        }
        return outermost;
    }

    private static void add(List<CueMention> found, Pattern pattern, RequestText request, Cue cue) {
        pattern.matcher(request.text())
                .results()
                .forEach(place -> found.add(new CueMention(new Span(place.start(), place.end()), cue)));
    }

    /** Short cues only as written: "mins" is no plural of "min". */
    private static List<Span> places(RequestText request, String term, Cue cue) {
        boolean han = RequestText.hasHan(term);
        return term.length() <= 4 && !han || han && !HEARD.contains(cue)
                ? request.find(term)
                : RequestTerm.find(request, term, slips(request, term)).stream()
                        .filter(scored -> isNearly(request.text(scored.span()), term))
                        .map(Scored::span)
                        .toList();
    }

    /** "Difference" is no slip for "different", and "party" no form of "part". */
    private static boolean isNearly(String written, String term) {
        boolean slip = Words.distance(written, term) <= 1 && !(written + "y").contains(term + "y");
        return RequestText.hasHan(term) || written.equals(term) || written.equals(term + "s") || slip;
    }

    /** A cue may be misspelt when it is one long word, and the request does not hold it as written anyway. */
    private static boolean slips(RequestText request, String term) {
        return term.length() >= (RequestText.hasHan(term) ? 2 : 6)
                && !term.contains(" ")
                && request.find(term).isEmpty();
    }

    Optional<Ordinal> ordinal(RequestText request) {
        Matcher english = ENGLISH_ORDINAL.matcher(request.text());
        if (english.find()) {
            int place = english.group(1) != null
                    ? PLACES.indexOf(english.group(1)) + 2
                    : Integer.parseInt(english.group(2));
            return Optional.of(new Ordinal(new Span(english.start(), english.end()), place, english.group(3) != null));
        }
        Matcher sorted = CHINESE_SORTED.matcher(request.text());
        if (sorted.find()) {
            boolean ascending = "小低少".indexOf(sorted.group(1).charAt(0)) >= 0;
            return Optional.of(
                    new Ordinal(new Span(sorted.start(), sorted.end()), chinesePlace(sorted.group(2)), ascending));
        }
        Matcher chinese = CHINESE_ORDINAL.matcher(request.text());
        if (chinese.find()) {
            boolean low = chinese.group(1) != null || chinese.group(2) != null || chinese.group(5) != null;
            return Optional.of(
                    new Ordinal(new Span(chinese.start(), chinese.end()), chinesePlace(chinese.group(3)), low));
        }
        return Optional.empty();
    }

    private static int chinesePlace(String number) {
        if (Character.isDigit(number.charAt(0))) {
            return Integer.parseInt(number);
        }
        Map<Character, Integer> digits =
                Map.of('一', 1, '二', 2, '两', 2, '三', 3, '四', 4, '五', 5, '六', 6, '七', 7, '八', 8, '九', 9);
        int ten = number.indexOf('十');
        if (ten < 0) {
            return digits.getOrDefault(number.charAt(0), 1);
        }
        int tens = ten == 0 ? 1 : digits.getOrDefault(number.charAt(0), 1);
        int ones = ten + 1 < number.length() ? digits.getOrDefault(number.charAt(ten + 1), 0) : 0;
        return tens * 10 + ones;
    }
}
