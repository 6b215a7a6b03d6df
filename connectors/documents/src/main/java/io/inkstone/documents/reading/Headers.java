package io.inkstone.documents.reading;

import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.ColumnType;
import io.inkstone.documents.sheet.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What a column's header, and its cells, tell about how it is used. */
final class Headers {

    private static final Pattern RATE = Pattern.compile(
            "price|rate|score|discount|percent|age\\b|level|lead time|unit cost|per |rating|ratio|margin %|"
                    + "单价|价格|率|评分|得分|绩效|分数|年龄|折扣|单位成本|级别|周期");
    private static final Pattern MONEY =
            Pattern.compile("(?:amount|sales|revenue|cost|value|spend|expense|salary|pay|fee|total)(?!.*(?:per|unit))"
                    + "|(?<!unit )cost$|金额|额|费|款|工资|收入|支出|成本(?<!单位成本)");
    private static final Pattern PERSON = Pattern.compile(
            "name|employee|\\brep\\b|person|staff|owner|manager|driver|physician|doctor|teacher|agent|reader|author"
                    + "|customer|guest|student|patient|candidate|姓名|员工|人员|司机|医生|老师|客户|成员|人$|员$|师$");
    private static final Pattern ORDINAL = Pattern.compile(
            "^(?:season|rank|position|place|finish|division|round|week|episode|no\\.?|#|pos\\.?|level|stage)$|名次|排名|序号");
    private static final Pattern YEAR = Pattern.compile("year|season|^date$|年");
    private static final int FIRST_YEAR = 1000;
    private static final int LAST_YEAR = 2100;
    private static final Pattern KIND = Pattern.compile("category|type|line|kind|class|类|种");
    private static final Pattern KEY =
            Pattern.compile("\\b(?:id|no|nr|number|code|ref)\\b\\.?$|#|编号|编码|代码|单号|学号|序号|号$");
    private static final Set<String> COMMON_WORDS =
            Set.of("id", "no", "nr", "number", "ref", "code", "date", "day", "号", "编", "日", "期", "单", "时", "间");

    private Headers() {}

    static boolean fits(Pattern pattern, Column column) {
        return pattern.matcher(column.header().toLowerCase(Locale.ROOT)).find();
    }

    /** Whether adding up a column makes little sense: prices, scores, rates. */
    static boolean isRate(Column column) {
        return fits(RATE, column);
    }

    /** Whether it names people. */
    static boolean isPerson(Column column) {
        return column.type() == ColumnType.TEXT && fits(PERSON, column);
    }

    /** Whether it sorts rows into kinds. */
    static boolean isKind(Column column) {
        return fits(KIND, column);
    }

    /** Whether the header says that it numbers or codes things. */
    static boolean isKeyNamed(Column column) {
        return fits(KEY, column);
    }

    /** Whether a column of numbers only numbers the rows. */
    static boolean isNumberedKey(Column column) {
        return column.type() == ColumnType.NUMBER && fits(KEY, column) && column.isKey();
    }

    /** Whether a column of numbers says which one a row is, or when it was, and is nothing to add up. */
    static boolean numbersRows(Column column) {
        return holdsYears(column) || fits(ORDINAL, column);
    }

    /** Whether it holds years. */
    static boolean holdsYears(Column column) {
        return column.type() == ColumnType.NUMBER
                && fits(YEAR, column)
                && IntStream.range(0, column.size())
                        .mapToDouble(column::number)
                        .allMatch(number -> Double.isNaN(number)
                                || (number == Math.rint(number) && number >= FIRST_YEAR && number <= LAST_YEAR));
    }

    /** The columns of amounts of money, prices of a single piece left out. */
    static List<Column> moneyColumns(Table table) {
        return table.columns().stream()
                .filter(column -> column.type() == ColumnType.NUMBER && fits(MONEY, column))
                .toList();
    }

    /** Whether a column's header shares a word with the header of the column that tells rows apart, or with the sheet's name. */
    static boolean belongsToRow(Column column, Table table) {
        Set<String> words = new HashSet<>(words(table.sheet()));
        table.columns().stream()
                .filter(other -> other != column && other.type() != ColumnType.DATE && other.isKey())
                .forEach(other -> words.addAll(words(other.header())));
        return words(column.header()).stream().anyMatch(words::contains);
    }

    private static List<String> words(String header) {
        return Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})|[^\\p{L}]+|(?<=\\p{IsHan})(?=\\p{IsHan})")
                .splitAsStream(header)
                .map(word -> word.toLowerCase(Locale.ROOT).replaceAll("(?<=\\p{L}{3})s$", ""))
                .filter(word -> !word.isEmpty() && !COMMON_WORDS.contains(word))
                .toList();
    }
}
