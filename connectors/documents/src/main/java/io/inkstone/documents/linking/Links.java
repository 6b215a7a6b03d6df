package io.inkstone.documents.linking;

import io.inkstone.documents.sheet.Table;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a request names in a table. Mentions of one kind may share a stretch when it has several readings.
 *
 * @param request the folded request
 * @param table the table
 * @param columns columns, in the order of the request
 * @param values cell values, in the order of the request
 * @param numbers comparisons with numbers
 * @param comparisons columns held against each other
 * @param dates stretches of time
 * @param texts what cells have to begin with, end with or contain
 * @param cues words of asking
 * @param ordinal a place in an order
 * @param unknown words that name nothing in the table and are no words of asking
 */
public record Links(
        RequestText request,
        Table table,
        List<ColumnMention> columns,
        List<ValueMention> values,
        List<NumberMention> numbers,
        List<ColumnComparison> comparisons,
        List<DateMention> dates,
        List<TextMention> texts,
        List<CueMention> cues,
        Optional<Ordinal> ordinal,
        List<String> unknown) {

    /** Copies. */
    public Links {
        columns = List.copyOf(columns);
        values = List.copyOf(values);
        numbers = List.copyOf(numbers);
        comparisons = List.copyOf(comparisons);
        dates = List.copyOf(dates);
        texts = List.copyOf(texts);
        cues = List.copyOf(cues);
        unknown = List.copyOf(unknown);
    }

    /** The same with other columns, words of asking and words that name nothing. */
    public Links with(
            Table changed, List<ColumnMention> otherColumns, List<CueMention> otherCues, List<String> stillUnknown) {
        return new Links(
                request,
                changed,
                otherColumns,
                values,
                numbers,
                comparisons,
                dates,
                texts,
                otherCues,
                ordinal,
                stillUnknown);
    }

    /** The same with other stretches of time. */
    public Links withDates(List<DateMention> others) {
        return new Links(request, table, columns, values, numbers, comparisons, others, texts, cues, ordinal, unknown);
    }

    /** The same with other comparisons with numbers. */
    public Links withNumbers(List<NumberMention> others) {
        return new Links(request, table, columns, values, others, comparisons, dates, texts, cues, ordinal, unknown);
    }

    /** Whether a word of this kind stands in the request. */
    public boolean asks(Cue cue) {
        return cues.stream().anyMatch(mention -> mention.cue() == cue);
    }

    /** Whether these words say the name of the table's sheet, and so its rows. */
    public boolean namesTable(Span span) {
        return TableName.holds(table, request.text(span));
    }

    /** The words as the folded request has them. */
    public String words(Span span) {
        return request.text(span);
    }
}
