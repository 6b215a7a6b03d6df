package io.inkstone.documents.reading;

import io.inkstone.connector.ConnectorException;
import io.inkstone.documents.linking.Links;
import io.inkstone.documents.linking.Span;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import io.inkstone.documents.sheet.Table;
import java.util.List;
import java.util.stream.Collectors;

/** Why a request is not answered, in the request's language, with what would be answered instead. */
public final class Refusals {

    private static final int MOST_CHOICES = 12;

    private Refusals() {}

    /** Why, in the request's language. */
    public static ConnectorException ambiguousValue(Links links, Span span, Column column, List<String> values) {
        String words = links.words(span);
        return ConnectorException.refused(
                "ambiguous",
                say(
                        links,
                        "'" + words + "' fits several values of the column '" + column.header()
                                + "'; name one of them.",
                        "“" + words + "”在“" + column.header() + "”列中对应多个值，请指明其中一个。"),
                values.stream().limit(MOST_CHOICES).toList());
    }

    /** Why, in the request's language. */
    public static ConnectorException ambiguous(Links links, List<String> readings) {
        return ConnectorException.refused(
                "ambiguous",
                say(
                        links,
                        "The request has several readings that fit equally well; say which one is meant.",
                        "这个要求有几种同样合理的理解，请指明是哪一种。"),
                readings.stream().limit(MOST_CHOICES).toList());
    }

    /** Why, in the request's language. */
    public static ConnectorException unknown(Links links, String words) {
        boolean measured =
                links.columns().stream().anyMatch(mention -> mention.column().type() == ColumnType.NUMBER);
        return measured ? unknownValue(links, words) : unknownColumn(links, words);
    }

    /** Why, in the request's language. */
    public static ConnectorException unknownColumn(Links links, String words) {
        return ConnectorException.refused(
                "no_such_column",
                say(
                        links,
                        "Nothing in the table is called '" + words + "'. Use one of its columns.",
                        "表格中没有“" + words + "”。请使用表格已有的列。"),
                headers(links.table(), false));
    }

    private static ConnectorException unknownValue(Links links, String words) {
        return ConnectorException.refused(
                "no_such_value",
                say(
                        links,
                        "'" + words
                                + "' is neither a column nor a value of the table. Check the spelling, or leave it out.",
                        "“" + words + "”既不是表格的列，也不是其中的值。请检查写法，或去掉这一部分。"),
                headers(links.table(), false));
    }

    /** Why, in the request's language. */
    public static ConnectorException noMeasure(Links links) {
        return ConnectorException.refused(
                "no_such_column",
                say(
                        links,
                        "The request does not say which column to compute with. Name one of them.",
                        "要求没有说明对哪一列计算，请指明一列。"),
                headers(links.table(), true));
    }

    /** Why, in the request's language. */
    public static ConnectorException noDateColumn(Links links, String words) {
        return ConnectorException.refused(
                "no_such_column",
                say(
                        links,
                        "'" + words + "' is a time, and the table has no column of dates.",
                        "“" + words + "”是时间，而表格中没有日期列。"),
                headers(links.table(), false));
    }

    /** Why, in the request's language. */
    public static ConnectorException noRows(Links links, String conditions) {
        return ConnectorException.refused(
                "no_such_value",
                say(links, "No row of the table fulfils: " + conditions + ".", "表格中没有满足条件的行：" + conditions + "。"),
                List.of());
    }

    /** Why, in the request's language. */
    public static ConnectorException outOfRange(Links links, int place, int rows) {
        return ConnectorException.refused(
                "no_such_value",
                say(
                        links,
                        "There is no place " + place + ": only " + rows + " rows take part.",
                        "没有第" + place + "位：参与比较的只有" + rows + "行。"),
                List.of());
    }

    /** Why, in the request's language. */
    public static ConnectorException tied(Links links, int ties, String first) {
        return ConnectorException.refused(
                "ambiguous",
                say(
                        links,
                        ties + " stand at this place with the same figure, '" + first
                                + "' among them. Narrow the request.",
                        "有" + ties + "个并列，其中包括“" + first + "”。请缩小范围。"),
                List.of());
    }

    /** Why, in the request's language. */
    public static ConnectorException unsupported(Links links, String words) {
        return ConnectorException.refused(
                "unsupported",
                say(
                        links,
                        "'" + words + "' asks for something that this assistant does not compute. It computes sums, "
                                + "averages, medians, counts, distinct counts, extremes, places in an order, shares, "
                                + "differences, growth, look-ups, and columns filled by row.",
                        "“" + words + "”超出了本助手的计算范围。可计算：求和、平均、中位数、计数、去重计数、最大最小、名次、占比、差值、增长、查找，以及逐行填充的列。"),
                List.of());
    }

    /** Why, in the request's language. */
    public static ConnectorException writtenOnce(Links links, Column column) {
        return ConnectorException.refused(
                "unsupported",
                say(
                        links,
                        "The column '" + column.header()
                                + "' names a group in its first row only, and a formula sees the cells under it as blank. "
                                + "Unmerge it and fill the name down to every row.",
                        "“" + column.header() + "”列只在每组的第一行写了名称，公式会把下面的单元格当作空白。请取消合并，并把名称向下填充到每一行。"),
                List.of(column.header()));
    }

    /** Why, in the request's language. */
    public static ConnectorException noFill(Links links, String unknown) {
        return ConnectorException.refused(
                "unsupported",
                say(
                        links,
                        "What each row is to hold was not understood"
                                + (unknown.isEmpty() ? "" : "; nothing in the table is called '" + unknown + "'")
                                + ". Say it with the names of columns, e.g. 'add a column with Price times Quantity'.",
                        "没有看懂每一行要填什么" + (unknown.isEmpty() ? "" : "，表格中没有“" + unknown + "”")
                                + "。请用列名说明，例如“加一列：单价乘以数量”。"),
                headers(links.table(), false));
    }

    /** Why, in the request's language. */
    public static ConnectorException unsure(Links links, String reading) {
        return ConnectorException.refused(
                "ambiguous",
                say(
                        links,
                        "The request could only be read as '" + reading
                                + "', which leaves a part of its words out. Say it with the table's own words.",
                        "这个要求只能理解为“" + reading + "”，而有些词没有用上。请用表格里的词再说一遍。"),
                List.of(reading));
    }

    /** Why, in the request's language. */
    public static ConnectorException disagreement(Links links, String expected, String found) {
        return ConnectorException.refused(
                "disagreement",
                say(
                        links,
                        "Two independent computations disagree (" + expected + " and " + found
                                + "), so neither is given. The column may mix numbers with text, or hold hidden spaces.",
                        "两次独立计算的结果不一致（" + expected + " 与 " + found + "），因此不给出答案。该列可能混有文本或多余空格。"),
                List.of());
    }

    /** Why, in the request's language. */
    public static ConnectorException tooSlow(Links links) {
        return ConnectorException.refused(
                "too_slow",
                say(
                        links,
                        "The formula for this takes too long to be checked over "
                                + links.table().rows()
                                + " rows, and what was not checked is not given. Narrow the request, or use a smaller sheet.",
                        "在" + links.table().rows() + "行上检验这个公式用时过长，未经检验的结果不会给出。请缩小范围，或用较小的工作表。"),
                List.of());
    }

    private static String say(Links links, String english, String chinese) {
        return links.request().chinese() ? chinese : english;
    }

    private static List<String> headers(Table table, boolean numeric) {
        return table.columns().stream()
                .filter(column -> !numeric || column.type() == ColumnType.NUMBER)
                .map(Column::header)
                .limit(MOST_CHOICES)
                .collect(Collectors.toList());
    }
}
