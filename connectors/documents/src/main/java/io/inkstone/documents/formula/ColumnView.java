package io.inkstone.documents.formula;

import io.inkstone.documents.sheet.Column;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a model is shown of a column: its header with a few values, whatever its size. */
final class ColumnView {

    private static final int SAMPLE_VALUES = 4;
    private static final int SAMPLE_LENGTH = 24;

    private ColumnView() {}

    static String of(Column column) {
        String values = column.distinctTexts().stream()
                .limit(SAMPLE_VALUES)
                .map(value -> value.length() > SAMPLE_LENGTH ? value.substring(0, SAMPLE_LENGTH) : value)
                .collect(Collectors.joining(", "));
        return column.header()
                + (values.isEmpty() ? " (" + column.type().name().toLowerCase(Locale.ROOT) + ")" : ": " + values);
    }
}
