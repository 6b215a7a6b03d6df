package io.inkstone.launcher;

import io.inkstone.evaluation.oracle.LibreOffice;
import io.inkstone.model.catalog.Catalog;
import io.inkstone.model.catalog.ModelException;
import io.inkstone.model.catalog.ModelStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks over this machine and says what is missing, and the mend. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Says what is missing or wrong on this machine, and the mend. Exit code 1 when something is wrong.")
final class DoctorCommand implements Callable<Integer> {

    private static final long NEEDED_DISK_BYTES = 2L << 30;
    private static final long NEEDED_MEMORY_BYTES = 4L << 30;
    private static final double GIB = 1L << 30;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "The port to look at (default: 8080).")
    private int port;

    /** One thing that was looked at. */
    record Finding(Level level, String subject, String found, String mend) {

        static Finding ok(String subject, String found) {
            return new Finding(Level.OK, subject, found, "");
        }
    }

    /** How bad it is. */
    enum Level {
        OK("ok  "),
        /** Works without. */
        HINT("hint"),
        WRONG("FAIL");

        private final String word;

        Level(String word) {
            this.word = word;
        }
    }

    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        findings.add(maven());
        findings.add(pip());
        findings.add(llamaServer());
        findings.add(libreOffice());
        findings.add(memory());
        findings.add(disk(data.directory().path(), "data directory"));
        findings.add(disk(ModelStore.standard().dir(), "models directory"));
        findings.addAll(models());
        findings.add(portOrRunning());
        PrintWriter out = Output.of(spec);
        for (Finding finding : findings) {
            out.println(finding.level().word + "  " + finding.subject() + ": " + finding.found());
            if (!finding.mend().isEmpty()) {
                out.println("      → " + finding.mend());
            }
        }
        boolean wrong = findings.stream().anyMatch(finding -> finding.level() == Level.WRONG);
        return wrong ? Main.EXIT_FAILED : 0;
    }

    private static Finding java() {
        String found = System.getProperty("java.version") + " at " + System.getProperty("java.home");
        int feature = Runtime.version().feature();
        return List.of(17, 21, 25).contains(feature)
                ? Finding.ok("Java", found)
                : new Finding(Level.HINT, "Java", found, "tested are 17, 21 and 25; install one of them beside it");
    }

    private static Finding maven() {
        return Programs.firstLine(List.of("mvn", "-v"))
                .map(line -> Finding.ok("Maven", Programs.withoutColours(line)))
                .orElse(new Finding(
                        Level.HINT,
                        "Maven",
                        "not found; needed to build from source",
                        "on Debian: apt-get install maven"));
    }

    private static Finding pip() {
        Optional<String> version = Programs.firstLine(List.of("python3", "-m", "pip", "--version"))
                .filter(line -> line.startsWith("pip "));
        return version.map(line -> Finding.ok("Python's pip", line))
                .orElse(new Finding(
                        Level.HINT,
                        "Python's pip",
                        "not found; the default model is then fetched from its model hub",
                        "on Debian: apt-get install python3-pip"));
    }

    private static Finding llamaServer() {
        return Programs.onPath("llama-server")
                .map(path -> Finding.ok("llama-server", path.toString()))
                .orElse(new Finding(
                        Level.HINT,
                        "llama-server",
                        "not on the PATH; the embedded engine is used",
                        "for newer models and GPUs, install llama.cpp"));
    }

    private static Finding libreOffice() {
        return LibreOffice.program()
                .map(path -> Finding.ok("LibreOffice", path.toString()))
                .orElse(new Finding(
                        Level.HINT,
                        "LibreOffice",
                        "not on the PATH; evaluations do not hold formulas against it",
                        "install version 25.2 or later; on Debian 12 libreoffice-calc-nogui from bookworm-backports, as"
                                + " .ci/run does"));
    }

    private static Finding memory() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            long totalBytes = system.getTotalMemorySize();
            String found = String.format(Locale.ROOT, "%.1f GiB", totalBytes / GIB);
            return totalBytes >= NEEDED_MEMORY_BYTES
                    ? Finding.ok("memory", found)
                    : new Finding(Level.WRONG, "memory", found, "the default model wants a machine with 4 GiB");
        }
        return Finding.ok("memory", "unknown on this system");
    }

    private static Finding disk(Path dir, String subject) {
        Path existing = dir;
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            return new Finding(
                    Level.WRONG, subject, dir + " cannot be written", "make " + existing + " writable for this user");
        }
        try {
            long freeBytes = Files.getFileStore(existing).getUsableSpace();
            String found = String.format(Locale.ROOT, "%s, %.1f GiB free", dir, freeBytes / GIB);
            return freeBytes >= NEEDED_DISK_BYTES
                    ? Finding.ok(subject, found)
                    : new Finding(Level.WRONG, subject, found, "make room for 2 GiB");
        } catch (IOException e) {
            return new Finding(Level.WRONG, subject, dir + ": " + e.getMessage(), "check the disk");
        }
    }

    private static List<Finding> models() {
        ModelStore store = ModelStore.standard();
        List<Finding> findings = new ArrayList<>();
        try {
            Catalog catalog = Catalog.load(store);
            catalog.entries().forEach(entry -> {
                String name = entry.name();
                switch (store.state(entry)) {
                    case READY -> findings.add(Finding.ok("model " + name, "ready"));
                    case CORRUPT ->
                        findings.add(new Finding(
                                Level.WRONG, "model " + name, "its file is damaged", "./inkstone model pull " + name));
                    case PARTIAL ->
                        findings.add(new Finding(
                                Level.HINT, "model " + name, "fetched in part", "./inkstone model pull " + name));
                    case MISSING -> {
                        if (entry.equals(catalog.defaultChat())) {
                            findings.add(new Finding(
                                    Level.HINT,
                                    "model " + name,
                                    "not fetched yet",
                                    "the first start fetches it, or: ./inkstone model pull " + name));
                        }
                    }
                    case BUILT_IN -> {}
                }
            });
        } catch (ModelException e) {
            findings.add(new Finding(Level.WRONG, "models", String.valueOf(e.getMessage()), "see above"));
        }
        return findings;
    }

    private Finding portOrRunning() {
        Optional<DataDirectory.Run> run = data.directory().running();
        if (run.isPresent()) {
            return Finding.ok(
                    "gateway",
                    "process " + run.get().pid() + " serves on port "
                            + run.get().port());
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return Finding.ok("port", port + " is free");
        } catch (IOException | IllegalArgumentException e) {
            return new Finding(
                    Level.WRONG,
                    "port",
                    port + " is not free",
                    "end the process that has it, or use another: ./inkstone up --port N");
        }
    }
}
