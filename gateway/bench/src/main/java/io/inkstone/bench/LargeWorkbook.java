package io.inkstone.bench;

import io.inkstone.model.serving.SupervisedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long the documents connector takes over a large workbook in a small heap, and how much of that heap it needs. The
 * workbook is made here; it is read, asked and written into by a JVM of its own, {@link LargeWorkbookProcess}.
 */
@Command(
        name = "large-workbook",
        mixinStandardHelpOptions = true,
        description = "A large workbook, read, asked and written into in a small heap.")
final class LargeWorkbook implements Callable<Integer> {

    private static final int MOST_ROWS = 1_000_000;

    @Option(names = "--rows", paramLabel = "N", description = "Rows of 10 columns (default: 200000).")
    private int rows = 200_000;

    @Option(names = "--rounds", paramLabel = "N", description = "How often each request is asked (default: 3).")
    private int rounds = 3;

    @Option(names = "--heap", paramLabel = "SIZE", description = "The JVM's -Xmx (default: 1g).")
    private String heap = "1g";

    @Option(names = "--request", paramLabel = "TEXT", description = "Ask this instead; may be given several times.")
    private List<String> requests = LargeWorkbookProcess.REQUESTS;

    private LargeWorkbook() {}

    /** Runs it and ends the process. */
    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new LargeWorkbook());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr()
                    .println("large-workbook: " + (failure instanceof BenchException ? failure.getMessage() : failure));
            return 2;
        });
        System.exit(line.execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rows < 1 || rows > MOST_ROWS || rounds < 1) {
            throw new BenchException("--rows is " + rows + " and --rounds " + rounds + "; expected 1 to " + MOST_ROWS
                    + " and 1 or more");
        }
        Path dir = Files.createTempDirectory("inkstone-bench");
        try {
            Path file = dir.resolve("orders.xlsx");
            System.err.println("making a workbook of " + rows + " rows …");
            GeneratedOrders.write(file, rows);
            List<String> arguments = new ArrayList<>(List.of(file.toString(), Integer.toString(rounds)));
            arguments.addAll(requests);
            List<String> command = SupervisedProcess.javaCommand(
                    LargeWorkbookProcess.class, List.of("-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError"), arguments);
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } finally {
            TemporaryFiles.delete(dir);
        }
    }
}
