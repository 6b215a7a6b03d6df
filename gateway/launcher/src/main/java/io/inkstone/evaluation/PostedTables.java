package io.inkstone.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tables in the dialect of {@link CsvTable} as every program reads them (RFC 4180). */
final class PostedTables {

    private final Path work;

    /** @param work a folder for them */
    PostedTables(Path work) {
        this.work = work;
    }

    /** The file to post for a workbook: itself, unless it is such a table. */
    Path posted(Path workbook) {
        if (!WorkbookFile.isCsv(workbook)) {
            return workbook;
        }
        Path folder = workbook.toAbsolutePath().getParent();
        Path target = work.resolve((folder == null ? "" : folder.getFileName() + "-") + workbook.getFileName());
        try {
            return Files.exists(target)
                    ? target
                    : Files.writeString(
                            target, CsvTable.escaped(Files.readString(workbook)).toRfc4180());
        } catch (IOException e) {
            throw new EvaluationException(
                    "cannot write the table " + workbook + " as " + target + "; expected room in the temporary folder",
                    e);
        }
    }
}
