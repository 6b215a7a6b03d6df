package io.inkstone.bench;

import io.inkstone.model.serving.SupervisedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long the language server takes to read a repository, in how much heap, and how long it takes to follow a change. The
 * repository is made here; it is read by a JVM of its own, {@link CodeIndexProcess}.
 */
@Command(
        name = "code-index",
        mixinStandardHelpOptions = true,
        description = "A repository, read and followed by the language server's index in a small heap.")
final class CodeIndex implements Callable<Integer> {

    private static final int MOST_FILES = 20_000;
    private static final int MOST_UPDATES = 20_000;

    @Option(names = "--files", paramLabel = "N", description = "Files of Java, Python, JavaScript (default: 5000).")
    private int files = 5_000;

    @Option(names = "--updates", paramLabel = "N", description = "Files that change, one by one (default: 1000).")
    private int updates = 1_000;

    @Option(names = "--heap", paramLabel = "SIZE", description = "The JVM's -Xmx (default: 200m).")
    private String heap = "200m";

    private CodeIndex() {}

    /** Runs it and ends the process. */
    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new CodeIndex());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr()
                    .println("code-index: " + (failure instanceof BenchException ? failure.getMessage() : failure));
            return 2;
        });
        System.exit(line.execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (files < 1 || files > MOST_FILES || updates < 1 || updates > MOST_UPDATES) {
            throw new BenchException("--files is " + files + " and --updates " + updates + "; expected 1 to "
                    + MOST_FILES + " and 1 to " + MOST_UPDATES);
        }
        Path dir = Files.createTempDirectory("inkstone-bench");
        try {
            System.err.println("making a repository of " + files + " files …");
            long bytes = GeneratedRepository.write(dir, files);
            // As ./inkstone lsp starts it, but for the heap.
            List<String> flags = List.of(
                    "-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");
            List<String> command = SupervisedProcess.javaCommand(
                    CodeIndexProcess.class,
                    flags,
                    List.of(dir.toString(), Long.toString(bytes), Integer.toString(updates)));
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } finally {
            TemporaryFiles.delete(dir);
        }
    }
}
