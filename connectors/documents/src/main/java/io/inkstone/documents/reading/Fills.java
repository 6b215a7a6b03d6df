package io.inkstone.documents.reading;

import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.linking.ColumnMention;
import io.inkstone.documents.linking.Links;
import io.inkstone.documents.linking.NumberMention;
import io.inkstone.documents.linking.Span;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import io.inkstone.documents.sheet.Table;
import io.inkstone.documents.sketch.Condition;
import io.inkstone.documents.sketch.RowExpression;
import io.inkstone.documents.sketch.RowExpression.Operator;
import io.inkstone.documents.sketch.Sketch;
import io.inkstone.documents.sketch.TableExpressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests for one value in each row: "add a column with …", "给每一行加一列…". */
final class Fills {

    private static final Pattern ASKED = Pattern.compile(
            "\\badd (?:a|another|one) (?:new |extra )?column|\\b(?:for|next to|beside|in) (?:each|every)\\b|\\bper row\\b|\\bcolumn (?:with|that|for|showing)\\b"
                    + "|\\b(?:a|an|new) .{1,30}\\bcolumn\\b|\\brunning (?:total|sum)|\\bcumulative\\b|\\brank (?:everyone|everybody|all|each|every|them)\\b|\\bfull names?\\b|\\bnext to each\\b"
                    + "|加[一1]?列|每[一1]?行|给每|每个.{1,6}(?:算|写|加|按|显示|标)|每[天日笔单张条].{0,8}(?:，|每行)|新增一列|累计(?=.{0,12}[列行])|(?:列|每|行|逐).{0,12}累计|逐行");
    private static final Pattern CERTAIN = Pattern.compile(
            "\\b(?:add|insert|create|make|need|new|fill)\\b.{0,24}\\bcolumn\\b|(?:加|新增|增加|插入|添加)(?:上|出)?一?[个]?列|新建?一列");
    private static final Pattern RUNNING = Pattern.compile("running (?:total|sum)|cumulative|累计");
    private static final Pattern RANKED = Pattern.compile("\\brank|名次|排名");
    private static final Pattern FROM_LOWEST = Pattern.compile("lowest|smallest|fastest|从低到高|从小到大");
    private static final Pattern NAMES = Pattern.compile("full names?|combine|concatenate|join|together|全名|姓名|合并|拼");
    private static final String WORDS = "[\"“”「『]([^\"“”」』]{0,60})[\"“”」』]";
    private static final Pattern CHOICE_ENGLISH =
            Pattern.compile("(?:\\b(?:with|that says|says|write|show|put|say|=|as|mark)\\s*)?" + WORDS
                    + ",? (?:if|when|where) (.+?)[,;]? (?:or else|otherwise|else|and|or)\\s*(?:write |show |put |say )?"
                    + WORDS + ".*");
    private static final Pattern CHOICE_CHINESE = Pattern.compile("(.+?)(?:就|则|的)?(?:写|填|显示|标|为|是)" + WORDS
            + "[，,;；]?(?:否则|不然|其他|其余|反之)(?:就|都|则)?(?:写|填|显示|标|为|是)?" + WORDS + ".*");
    private static final Pattern PERCENT_IF = Pattern.compile(
            "(\\d+(?:\\.\\d+)?) ?% of (?:the )?.+? (?:if|when|where) .+?(?: else| otherwise|, else|,? and) ?(?:0|zero|nothing)");
    private static final Pattern OR_ZERO = Pattern.compile("(?:\\b0|zero) if (?:not|it is not)|(?:否则|不然).{0,4}0");
    private static final Pattern TAKEN_AWAY = Pattern.compile("^.{0,6}?(?:减|minus|subtract)");

    private final Links links;
    private final Table table;
    private final String text;

    private Fills(Links links) {
        this.links = links;
        this.table = links.table();
        this.text = links.request().text();
    }

    /** Whether it asks for a column in so many words. */
    static boolean isCertain(Links links) {
        return CERTAIN.matcher(links.request().text()).find();
    }

    /** Whether a request asks for one value in each row. */
    static boolean asked(Links links) {
        return ASKED.matcher(links.request().text()).find();
    }

    /** The candidates; none when nothing says what the values are. */
    static List<Candidate> candidates(Links links) {
        Fills fills = new Fills(links);
        List<Candidate> found = new ArrayList<>();
        fills.expression()
                .ifPresent(expression -> found.add(new Candidate(
                        new Sketch.Fill(links.table(), expression.column(fills.name(), links.table())),
                        fills.penalty())));
        return found;
    }

    private String name() {
        return links.request().text();
    }

    private double penalty() {
        double found = Math.min(0.04, 0.02 * links.values().size());
        return 0.05 - found + 0.15 * links.unknown().size() + (leavesOut() ? 0.7 : 0);
    }

    /** Whether columns of numbers are named that stand beside a computed one and are no part of it. */
    private boolean leavesOut() {
        boolean computed = links.columns().stream()
                .anyMatch(mention ->
                        mention.column().isDerived() && mention.column().join().isEmpty());
        return computed
                && links.columns().stream()
                        .anyMatch(mention -> !mention.column().isDerived()
                                && mention.column().type() == ColumnType.NUMBER
                                && mention.score() > 0.5);
    }

    private Optional<RowExpression> expression() {
        Optional<RowExpression> choice = choice();
        if (choice.isPresent()) {
            return choice;
        }
        if (RUNNING.matcher(text).find()) {
            return running();
        }
        if (RANKED.matcher(text).find()) {
            boolean highest = !FROM_LOWEST.matcher(text).find();
            return measure().map(column -> TableExpressions.place(table, column, highest));
        }
        Optional<RowExpression> names = names();
        return names.isPresent() ? names : computed();
    }

    // --- one of two ---

    private Optional<RowExpression> choice() {
        Matcher percent = PERCENT_IF.matcher(text);
        if (percent.find()) {
            double part = Double.parseDouble(percent.group(1)) / 100;
            return measure()
                    .flatMap(column -> choice(
                            new RowExpression.Binary(
                                    Operator.TIMES, new RowExpression.Cell(column), new RowExpression.Constant(part)),
                            new RowExpression.Constant(0),
                            new Span(percent.start(1), percent.end(1))));
        }
        Matcher english = CHOICE_ENGLISH.matcher(text);
        if (english.find()) {
            return choice(
                    new RowExpression.Words(original(english.group(1))),
                    new RowExpression.Words(original(english.group(3))),
                    null);
        }
        Matcher chinese = CHOICE_CHINESE.matcher(text);
        if (chinese.find()) {
            return choice(
                    new RowExpression.Words(original(chinese.group(2))),
                    new RowExpression.Words(original(chinese.group(3))),
                    null);
        }
        return Optional.empty();
    }

    private static String original(String words) {
        return words.strip();
    }

    private Optional<RowExpression> choice(
            RowExpression then, RowExpression otherwise, @org.jspecify.annotations.Nullable Span amount) {
        List<NumberMention> numbers = new ArrayList<>(links.numbers());
        if (amount != null) {
            numbers.removeIf(number ->
                    number.number().start() >= amount.start() && number.number().start() <= amount.end());
            numbers.removeIf(number -> number.value() == 0 && !number.stated());
        }
        List<Condition> where = conditions(links.withNumbers(numbers));
        return where.isEmpty() ? Optional.empty() : Optional.of(TableExpressions.choice(table, where, then, otherwise));
    }

    private static List<Condition> conditions(Links links) {
        try {
            List<Selection> selections =
                    Selection.of(ConditionReader.read(links).slots());
            return Selection.joined(selections.get(0).chosen()).orElse(List.of());
        } catch (ConnectorException e) {
            return List.of();
        }
    }

    // --- the others ---

    private Optional<RowExpression> running() {
        List<Condition> where = new ArrayList<>();
        List<Condition> minus = new ArrayList<>();
        for (ConditionReader.Slot slot : ConditionReader.read(links).slots()) {
            String behind = text.substring(slot.span().end());
            boolean away = TAKEN_AWAY.matcher(behind).find() && !behind.startsWith("加");
            (away ? minus : where).add(slot.options().get(0).condition());
        }
        return measure().flatMap(column -> TableExpressions.running(table, column, where, minus));
    }

    /** The column of numbers that is named first and surest, else the only one. */
    private Optional<Column> measure() {
        Optional<Column> named = links.columns().stream()
                .filter(mention -> mention.column().type() == ColumnType.NUMBER)
                .max(java.util.Comparator.comparingDouble(ColumnMention::score))
                .map(ColumnMention::column);
        if (named.isPresent()) {
            return named;
        }
        List<Column> amounts = table.own().stream()
                .filter(column -> column.type() == ColumnType.NUMBER && !Headers.isNumberedKey(column))
                .toList();
        List<Column> quantities = amounts.stream()
                .filter(column -> column.header().toLowerCase(Locale.ROOT).matches(".*(?:quantity|qty|amount|数量|金额).*"))
                .toList();
        return quantities.size() == 1
                ? Optional.of(quantities.get(0))
                : amounts.size() == 1 ? Optional.of(amounts.get(0)) : Optional.empty();
    }

    private Optional<RowExpression> names() {
        if (!NAMES.matcher(text).find()) {
            return Optional.empty();
        }
        List<Column> parts = table.own().stream()
                .filter(column -> column.type() == ColumnType.TEXT
                        && column.header()
                                .toLowerCase(Locale.ROOT)
                                .matches("(?:first|given|middle|last|family|sur)[ _-]?names?|姓|名"))
                .toList();
        return parts.size() >= 2 ? Optional.of(new RowExpression.Joined(parts)) : Optional.empty();
    }

    /** What the links say: a computed column, a column of another table, a ratio of two. */
    private Optional<RowExpression> computed() {
        Optional<RowExpression> ratio = ratio();
        if (ratio.isPresent()) {
            return ratio;
        }
        Optional<RowExpression> sinceDay = sinceDay();
        if (sinceDay.isPresent()) {
            return sinceDay;
        }
        return links.columns().stream()
                .filter(mention -> mention.column().isDerived())
                .max(java.util.Comparator.comparingDouble(
                        mention -> mention.score() + (mention.column().join().isPresent() ? 0 : 1)))
                .map(mention -> new RowExpression.Cell(mention.column()));
    }

    /** "Cost per kg": a column over the one that is measured in that unit, or named. */
    private Optional<RowExpression> ratio() {
        Matcher per = Pattern.compile("\\bper (\\p{L}+)").matcher(text);
        if (!per.find()) {
            return Optional.empty();
        }
        String unit = per.group(1);
        Optional<Column> below = table.own().stream()
                .filter(column -> column.type() == ColumnType.NUMBER)
                .filter(column ->
                        column.header().toLowerCase(Locale.ROOT).matches(".*\\b" + Pattern.quote(unit) + "s?\\b.*"))
                .findFirst();
        Optional<Column> above = links.columns().stream()
                .filter(mention -> mention.column().type() == ColumnType.NUMBER
                        && mention.span().end() <= per.start())
                .max(java.util.Comparator.comparingInt(mention -> mention.span().end()))
                .map(ColumnMention::column);
        return below.isPresent() && above.isPresent() && below.get() != above.get()
                ? Optional.of(new RowExpression.Binary(
                        Operator.OVER, new RowExpression.Cell(above.get()), new RowExpression.Cell(below.get())))
                : Optional.empty();
    }

    /** "30 June 2025 minus the due date, 0 if not yet due". */
    private Optional<RowExpression> sinceDay() {
        List<ColumnMention> days = links.columns().stream()
                .filter(mention -> mention.column().type() == ColumnType.DATE)
                .toList();
        if (days.isEmpty()
                || links.dates().isEmpty()
                || !Pattern.compile("minus|减|days?|天").matcher(text).find()) {
            return Optional.empty();
        }
        java.time.LocalDate from = links.dates().get(0).from();
        java.time.LocalDate until = links.dates().get(0).until();
        if (from == null || until == null || !until.equals(from.plusDays(1))) {
            return Optional.empty();
        }
        Column due = days.stream()
                .max(java.util.Comparator.comparingDouble(ColumnMention::score))
                .orElseThrow()
                .column();
        RowExpression passed =
                new RowExpression.Binary(Operator.MINUS, new RowExpression.Day(from), new RowExpression.Cell(due));
        if (!OR_ZERO.matcher(text).find()) {
            return Optional.of(passed);
        }
        return Optional.of(TableExpressions.choice(
                table, List.of(new Condition.Days(due, null, from)), passed, new RowExpression.Constant(0)));
    }
}
