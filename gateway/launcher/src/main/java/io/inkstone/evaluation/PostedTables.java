package io.inkstone.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Tables in the dialect of {@link CsvTable} as files that a system reads. */
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
        String name = (folder == null ? "" : folder.getFileName() + "-")
                + workbook.getFileName().toString().replace(".csv", ".xlsx");
        Path target = work.resolve(name);
        if (Files.exists(target)) {
            return target;
        }
        try (XSSFWorkbook book = WorkbookFile.open(workbook)) {
            return WorkbookFile.save(book, target);
        } catch (IOException e) {
            throw new EvaluationException("cannot close the workbook " + workbook, e);
        }
    }
}
