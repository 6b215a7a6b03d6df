package io.inkstone.evaluation.code;

import io.inkstone.evaluation.EvaluationException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs Python that a model wrote, without network, within limits of time, CPU, memory and file size, and out of sight of other
 * processes: Linux's namespaces by {@code unshare}, its limits by {@code prlimit}, and where there is {@code bwrap} the file
 * system read-only too. Without them nothing is run.
 */
final class Sandbox {

    private static final long WALL_SECONDS = 10;
    private static final String PRLIMIT_CPU = "--cpu=6";
    private static final String PRLIMIT_MEMORY = "--as=1073741824";
    private static final String PRLIMIT_FILE = "--fsize=1048576";

    private final List<String> command;
    private final Path work;

    private Sandbox(List<String> command, Path work) {
        this.command = command;
        this.work = work;
    }

    /**
     * Tries what this machine has.
     *
     * @param work an empty folder that programs run in
     * @return empty where code cannot be run safely
     */
    static Optional<Sandbox> find(Path work) {
        String python = onPath("python3");
        String prlimit = onPath("prlimit");
        if (python.isEmpty() || prlimit.isEmpty()) {
            return Optional.empty();
        }
        List<String> limits = List.of(prlimit, PRLIMIT_CPU, PRLIMIT_MEMORY, PRLIMIT_FILE, "--core=0", "--");
        List<String> program = List.of(python, "-I", "-S", "-B");
        return Stream.of(bubblewrap(work), unshare())
                .filter(isolation -> !isolation.isEmpty() && !isolation.get(0).isEmpty())
                .map(isolation -> new Sandbox(
                        Stream.of(isolation, limits, program)
                                .flatMap(List::stream)
                                .toList(),
                        work))
                .filter(Sandbox::isolates)
                .findFirst();
    }

    private static List<String> bubblewrap(Path work) {
        return List.of(
                onPath("bwrap"),
                "--ro-bind",
                "/",
                "/",
                "--tmpfs",
                "/tmp",
                "--dev",
                "/dev",
                "--bind",
                work.toString(),
                work.toString(),
                "--unshare-all",
                "--die-with-parent");
    }

    private static List<String> unshare() {
        return List.of(onPath("unshare"), "--map-root-user", "--net", "--ipc", "--pid", "--fork", "--kill-child", "--");
    }

    /** It runs, and a program in it reaches no network: not even the loopback address is up. */
    private boolean isolates() {
        String probe = "import socket\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
                + "try:\n    s.connect(('192.0.2.1', 9))\nexcept OSError:\n    raise SystemExit(0)\nraise SystemExit(1)\n";
        return passes(probe);
    }

    /** Whether a program ends well within the limits. */
    boolean passes(String program) {
        try {
            Path file = Files.writeString(work.resolve("program.py"), program);
            ProcessBuilder builder = new ProcessBuilder(Stream.concat(command.stream(), Stream.of(file.toString()))
                            .toList())
                    .directory(work.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.environment().clear();
            builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "LANG", "C.UTF-8", "HOME", work.toString()));
            Process process = builder.start();
            process.getOutputStream().close();
            try {
                return process.waitFor(WALL_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new EvaluationException("cannot run a program in " + work + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EvaluationException("interrupted", e);
        }
    }

    /** The program's file; empty when there is none. */
    private static String onPath(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        for (String dir : path.split(File.pathSeparator, -1)) {
            Path candidate = Path.of(dir, program);
            // A version manager's shim is a shell script that needs its own environment.
            if (!dir.isEmpty() && !dir.endsWith("shims") && Files.isExecutable(candidate)) {
                return candidate.toString();
            }
        }
        return "";
    }
}
