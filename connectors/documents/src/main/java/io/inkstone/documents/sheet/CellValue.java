package io.inkstone.documents.sheet;

/** What a formula came to. */
public sealed interface CellValue {
    /** A number; of a day, its serial number. */
    @SuppressWarnings("JavaLangClash") // always written as CellValue.Number
    record Number(double value) implements CellValue {}

    /** A text. */
    record Text(String value) implements CellValue {}

    /** A truth value. */
    record Truth(boolean value) implements CellValue {}

    /** An error such as {@code #DIV/0!}, or a reason why the formula could not be evaluated. */
    record Failure(String reason) implements CellValue {}
}
