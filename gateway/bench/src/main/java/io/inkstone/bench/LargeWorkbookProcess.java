package io.inkstone.bench;

import io.inkstone.bench.HeapWatch.Step;
import io.inkstone.bench.LargeWorkbookReport.Row;
import io.inkstone.connector.ConnectorException;
import io.inkstone.connector.FilePart;
import io.inkstone.connector.Operation;
import io.inkstone.documents.edit.CellAddress;
import io.inkstone.documents.edit.CellEdit;
import io.inkstone.documents.edit.EditedWorkbook;
import io.inkstone.documents.edit.WorkbookEditor;
import io.inkstone.documents.formula.FormulaAnswer;
import io.inkstone.documents.formula.FormulaInput;
import io.inkstone.documents.formula.FormulaOperation;
import io.inkstone.documents.sheet.CellValue;
import io.inkstone.documents.sheet.SheetFormula;
import io.inkstone.documents.sheet.WorkbookCache;
import io.inkstone.documents.sheet.WorkbookView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The part of {@link LargeWorkbook} that is measured, in a JVM whose heap holds nothing else. */
final class LargeWorkbookProcess {

    /** A figure over plain conditions, over texts that say numbers, of groups, and a lookup. */
    static final List<String> REQUESTS = List.of(
            "total sales amount of the Northern region in 2024",
            "average units of Eastern orders",
            "number of orders with more than 50 units in March 2025",
            "total shipping cost of the Western region in 2024",
            "which order has the highest sales amount");

    private final FirstChoice caller = new FirstChoice();
    private final WorkbookCache workbooks = new WorkbookCache(caller.clock());
    private final Operation.Body.Single<FormulaInput, FormulaAnswer> formula =
            (Operation.Body.Single<FormulaInput, FormulaAnswer>)
                    FormulaOperation.create(workbooks).body();
    private final HeapWatch heap = new HeapWatch();
    private final List<Row> rows = new ArrayList<>();
    private final Upload file;

    private LargeWorkbookProcess(Upload file) {
        this.file = file;
    }

    /** A file as the gateway hands it over: on disk, not in memory. */
    private record Upload(Path path, long sizeBytes) implements FilePart {

        static Upload of(Path path) throws IOException {
            return new Upload(path, Files.size(path));
        }

        @Override
        public String name() {
            return path.getFileName().toString();
        }

        @Override
        public String mediaType() {
            return FormulaOperation.XLSX;
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(path);
        }
    }

    /** @param arguments the workbook, how often each request is asked, and the requests */
    public static void main(String[] arguments) throws Exception {
        Machine machine = Machine.here();
        Upload file = Upload.of(Path.of(arguments[0]));
        List<String> requests = List.of(arguments).subList(2, arguments.length);
        new LargeWorkbookProcess(file).run(machine, Integer.parseInt(arguments[1]), requests);
    }

    private void run(Machine machine, int rounds, List<String> requests) throws Exception {
        Step<WorkbookView> read = heap.measure(() -> workbooks.read(caller.tenant(), file));
        rows.add(Row.of("read", read, read.result().cells() + " cells"));
        double[] millis = new double[rounds * requests.size()];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < requests.size(); i++) {
                String request = requests.get(i);
                System.err.println(request + " …");
                Step<String> asked = heap.measure(() -> ask(request));
                millis[round * requests.size() + i] = asked.seconds() * 1000;
                rows.add(Row.of("ask, round " + (round + 1), asked, request + ": " + asked.result()));
            }
        }
        Step<EditedWorkbook> written = heap.measure(() -> write(read.result()));
        rows.add(Row.of("write", written, written.result().content().length + " bytes"));
        new LargeWorkbookReport(machine, file.sizeBytes(), new Samples(millis), rows).print(System.out);
    }

    private String ask(String request) throws InterruptedException {
        try {
            FormulaAnswer answer = formula.function().run(new FormulaInput(file, request, null, null), caller);
            return answer.value() + " by " + answer.formula();
        } catch (ConnectorException e) {
            return e.code() + ", " + e.getMessage();
        }
    }

    private static EditedWorkbook write(WorkbookView workbook) {
        CellEdit edit = CellEdit.insert(
                CellAddress.of("L2"), new SheetFormula("SUM(J2:J11)", false, null), new CellValue.Number(0));
        return WorkbookEditor.open(workbook).edit(GeneratedOrders.SHEET, List.of(edit));
    }
}
