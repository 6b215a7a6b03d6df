package io.inkstone.documents.linking;

import io.inkstone.documents.sheet.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what a request says beyond what was linked: a word that nothing explains may be the one that matters. */
final class Leftovers {

    private static final Pattern BRACKETED = Pattern.compile("[(（\\[【/](\\p{L}+)");

    /** "The injection moulding workshop (注塑车间)": what stands in brackets says what the words before mean. */
    private static final Pattern GLOSS =
            Pattern.compile("([a-z][a-z0-9-]*(?: [a-z][a-z0-9-]*){0,3}) ?\\(([^()]{2,40})\\)");

    /** "The whole project": all rows, where no column is called so. */
    private static final Pattern ALL_OF_IT = Pattern.compile(
            "\\b(?:whole|entire) (?:project|company|business|organi[sz]ation|firm|group|team|school|shop|store|sheet|table|list"
                    + "|workbook|file|dataset|data)\\b|(?:整个|全)(?:项目|公司|集团|单位|团队|学校|店|校|厂|表|部门)");

    /** "那套房", "一批", "每张": one of the rows, by its measure word. */
    private static final Pattern MEASURED = Pattern.compile("[一那这每各某]一?(?:[个位家条套道门款笔张单件台辆间栋次份行批趟场户支本部只块]|道菜|套房)");

    private static final String FUNCTION_SIGNS = "的了吗呢吧啊呀是在和与及有为到从对把被给也都就还很且并而等于个家名位人笔单次件台张份项种条座栋辆间请问帮我们你您这那各每几多少";

    private final Lexicon lexicon = Lexicon.get();
    private final RequestText request;
    private final Table table;
    private final boolean[] explained;

    /** Explained as a common character alone, which may as well be half of a word that is not known. */
    private final boolean[] weakly;

    Leftovers(RequestText request, Table table) {
        this.request = request;
        this.table = table;
        this.explained = new boolean[request.text().length()];
        this.weakly = new boolean[request.text().length()];
    }

    /** The unexplained words, and stretches of Chinese of at least two characters or right before a header or a value:
     * 净 before 利润 or 西 before 北区 makes it another. */
    List<String> unknown(List<ColumnMention> columns, List<ValueMention> values, List<Span> others) {
        columns.forEach(column -> explain(column.span()));
        values.forEach(value -> explain(value.span()));
        others.forEach(this::explain);
        explainGlossed();
        ALL_OF_IT.matcher(request.text()).results().forEach(all -> explain(new Span(all.start(), all.end())));
        List<String> unknown = new ArrayList<>(unknownWords());
        unknown.addAll(unknownChinese(columns, values));
        return unknown;
    }

    private void explain(Span span) {
        for (int i = span.start(); i < span.end(); i++) {
            explained[i] = true;
        }
    }

    private boolean isExplained(Span span) {
        for (int i = span.start(); i < span.end(); i++) {
            if (!explained[i]) {
                return false;
            }
        }
        return true;
    }

    /** Words that something in brackets explains, in another script and all of it linked. */
    private void explainGlossed() {
        Matcher gloss = GLOSS.matcher(request.text());
        while (gloss.find()) {
            Span note = new Span(gloss.start(2), gloss.end(2));
            if (isExplained(note) && RequestText.hasHan(request.text(note)) != RequestText.hasHan(gloss.group(1))) {
                words(new Span(gloss.start(1), gloss.end(1))).forEach(this::explain);
            }
        }
    }

    /** The last words of a stretch, back to one of grammar. */
    private List<Span> words(Span stretch) {
        List<Span> last = new ArrayList<>();
        for (int i = request.words().size() - 1; i >= 0; i--) {
            Span word = request.words().get(i);
            if (!stretch.contains(word)) {
                continue;
            }
            if (lexicon.section("stop").contains(request.text(word))) {
                break;
            }
            last.add(word);
        }
        return last;
    }

    /** The units that the headers state. */
    private Set<Unit> units() {
        return table.columns().stream()
                .flatMap(column -> Unit.ofHeader(column.header()).stream())
                .collect(Collectors.toSet());
    }

    private List<String> unknownWords() {
        List<String> unknown = new ArrayList<>();
        List<String> name = new ArrayList<>(Words.split(table.sheet()));
        // What headers state in brackets, such as units: "heaviest load in kg".
        table.columns()
                .forEach(column -> BRACKETED
                        .matcher(column.header())
                        .results()
                        .forEach(note -> name.addAll(Words.split(note.group(1)))));
        Set<Unit> units = units();
        for (Span span : request.words()) {
            String word = request.text(span).replaceAll("'s$", "");
            boolean known = (isExplained(span)
                    || word.length() < 2
                    || isNumber(word)
                    || name.stream().anyMatch(part -> Words.likeness(word, part) > 0)
                    || Unit.named(word).map(units::contains).orElse(false)
                    || isCommon(word)
                    || TableName.holds(table, word));
            if (!known) {
                unknown.add(word);
            }
        }
        return unknown;
    }

    /** The Chinese parts of a sheet's name of at least two characters, the longest first. */
    private static List<String> parts(String name) {
        List<String> parts = new ArrayList<>();
        for (int length = name.length(); length >= 2; length--) {
            for (int start = 0; start + length <= name.length(); start++) {
                String part = name.substring(start, start + length);
                if (part.codePoints().allMatch(RequestText::isHan)) {
                    parts.add(part);
                }
            }
        }
        return parts;
    }

    /** The names of sheets that columns are looked up in. */
    private Set<String> joinedSheets() {
        return table.columns().stream()
                .flatMap(column -> column.join().stream())
                .map(join -> RequestText.fold(join.other().sheet()))
                .collect(Collectors.toSet());
    }

    private boolean isCommon(String word) {
        return Stream.of("stop", "row nouns", "sum", "average", "count", "max", "min", "share", "which")
                .flatMap(section -> lexicon.section(section).stream())
                .anyMatch(term -> !RequestText.hasHan(term)
                        && (Words.sameStem(word, term) || (term.length() >= 5 && Words.distance(word, term) <= 1)));
    }

    private static boolean isNumber(String word) {
        return word.chars().allMatch(Character::isDigit);
    }

    private List<String> unknownChinese(List<ColumnMention> columns, List<ValueMention> values) {
        parts(RequestText.fold(table.sheet())).forEach(this::explainFree);
        joinedSheets().forEach(this::explainFree);
        Set<Unit> units = units();
        Unit.chineseNames().stream()
                .filter(name -> Unit.named(name).map(units::contains).orElse(false))
                .forEach(this::explainFree);
        MEASURED.matcher(request.text()).results().forEach(phrase -> explainFree(phrase.group()));
        Stream.of("row nouns", "stop")
                .flatMap(section -> lexicon.section(section).stream())
                .filter(RequestText::hasHan)
                .sorted((a, b) -> b.length() - a.length())
                .forEach(this::explainFree);
        List<String> unknown = new ArrayList<>();
        String text = request.text();
        for (int start = 0; start < text.length(); start++) {
            int end = start;
            boolean open = false;
            while (end < text.length() && (!explained[end] || weakly[end]) && RequestText.isHan(text.charAt(end))) {
                open |= !explained[end];
                end++;
            }
            int after = end;
            boolean qualifies = open
                    && (columns.stream().anyMatch(column -> column.span().start() == after)
                            || values.stream().anyMatch(value -> value.span().start() == after));
            if ((open && end - start >= 2) || qualifies) {
                unknown.add(text.substring(start, end));
            }
            start = Math.max(start, end);
        }
        return unknown;
    }

    /** Explains a common term where none of its characters means something else. */
    private void explainFree(String term) {
        if (term.isEmpty()) {
            return;
        }
        for (Span span : request.find(term)) {
            boolean free = true;
            for (int i = span.start(); i < span.end(); i++) {
                free &= !explained[i];
            }
            if (free) {
                explain(span);
                weakly[span.start()] = term.length() == 1 && FUNCTION_SIGNS.indexOf(term) < 0;
            }
        }
    }
}
