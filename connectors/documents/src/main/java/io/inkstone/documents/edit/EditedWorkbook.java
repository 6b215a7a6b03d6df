package io.inkstone.documents.edit;

/**
 * A workbook after an edit.
 *
 * @param content the file, .xlsx, or .xlsm where it was one
 * @param undo what stood there before
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record EditedWorkbook(byte[] content, Undo undo) {}
