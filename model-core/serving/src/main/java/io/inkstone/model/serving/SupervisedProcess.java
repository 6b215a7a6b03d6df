package io.inkstone.model.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.protocol.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A child process that is kept alive. It says that it serves with one line {@code INKSTONE READY {…}} on its stdout, and
 * ends itself when its stdin reaches the end, so that it never outlives its parent. Once it has served, it is started
 * again whenever it ends, after a growing wait; before that, its first end is final. Thread-safe.
 */
public final class SupervisedProcess implements AutoCloseable {

    /** What a child writes to its stdout, followed by a JSON object, when it serves. */
    public static final String READY_PREFIX = "INKSTONE READY ";

    private static final Duration GRACE = Duration.ofSeconds(3);

    private final String name;
    private final Supplier<List<String>> command;
    private final Map<String, String> environment;
    private final Duration readyWithin;
    private final BackOff backOff;
    private final ProcessListener listener;

    private final CompletableFuture<JsonNode> firstReady = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread supervisor;
    private volatile @Nullable Process process;
    private volatile String lastErrorLine = "";

    private SupervisedProcess(Builder builder, ProcessListener listener) {
        this.name = builder.name;
        this.command = builder.command;
        this.environment = builder.environment;
        this.readyWithin = builder.readyWithin;
        this.backOff = builder.backOff;
        this.listener = listener;
        this.supervisor = new Thread(this::supervise, "supervisor-" + name);
        supervisor.setDaemon(true);
    }

    /**
     * Describes a process.
     *
     * @param name for messages and threads
     * @param command the program and its arguments; asked anew at each start, so that it may change
     */
    public static Builder builder(String name, Supplier<List<String>> command) {
        return new Builder(name, command);
    }

    /**
     * The command that runs a main class of this program in another JVM with this one's class path. Signals end it at
     * once ({@code -Xrs}): native code does not survive an orderly exit in the middle of its work.
     */
    public static List<String> javaCommand(Class<?> main, List<String> jvmOptions, List<String> arguments) {
        List<String> words = new ArrayList<>();
        words.add(System.getProperty("java.home") + "/bin/java");
        words.add("-Xrs");
        words.add("-XX:-UsePerfData");
        if (Runtime.version().feature() >= 22) {
            words.add("--enable-native-access=ALL-UNNAMED");
        }
        words.addAll(jvmOptions);
        words.add("-cp");
        words.add(System.getProperty("java.class.path"));
        words.add(main.getName());
        words.addAll(arguments);
        return words;
    }

    /**
     * Starts it. Called at most once.
     *
     * @return the object of the first READY line, or a {@link ProcessFailure}
     */
    public CompletableFuture<JsonNode> start() {
        supervisor.start();
        return firstReady.copy();
    }

    /** The process's id, while there is one. */
    public OptionalLong pid() {
        Process current = process;
        return current != null && current.isAlive() ? OptionalLong.of(current.pid()) : OptionalLong.empty();
    }

    /**
     * Writes a line to its stdin. Blocks while the process does not read.
     *
     * @throws IOException when there is no process, or it has closed its stdin
     */
    public void send(String line) throws IOException {
        Process current = process;
        if (current == null) {
            throw new IOException(name + " is not running");
        }
        OutputStream stdin = current.getOutputStream();
        synchronized (this) {
            stdin.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            stdin.flush();
        }
    }

    /** Ends the process at once; it is started again as after any other end. */
    public void restart() {
        Process current = process;
        if (current != null) {
            current.destroyForcibly();
        }
    }

    /** Ends the process for good: closes its stdin, then asks, then forces. Waits for the end. */
    @Override
    public void close() {
        closed.countDown();
        firstReady.completeExceptionally(new ProcessFailure(name + " was stopped", ProcessFailure.NO_EXIT_CODE));
        Process current = process;
        if (current != null) {
            stop(current);
        }
    }

    private static void stop(Process process) {
        // On a thread of its own: closing waits for a write that a stuck process never takes.
        Thread closer = new Thread(() -> closeStdin(process), "stdin-close");
        closer.setDaemon(true);
        closer.start();
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroy();
                if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void closeStdin(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It is gone already, or will be by a signal.
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void supervise() {
        int endsInARow = 0;
        try {
            while (!isClosed()) {
                long servedMillis = runOnce();
                if (!firstReady.isDone() || firstReady.isCompletedExceptionally()) {
                    return;
                }
                endsInARow = servedMillis >= backOff.healthyAfter().toMillis() ? 1 : endsInARow + 1;
                if (closed.await(backOff.delay(endsInARow).toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One life of the process; returns for how long it served. */
    private long runOnce() throws InterruptedException {
        Process started;
        try {
            ProcessBuilder builder = new ProcessBuilder(command.get());
            builder.environment().putAll(environment);
            started = builder.start();
        } catch (IOException | RuntimeException e) {
            lastErrorLine = name + " cannot be started: " + e.getMessage();
            listener.onErrorLine(lastErrorLine);
            fail(ProcessFailure.NO_EXIT_CODE);
            return 0;
        }
        lastErrorLine = "";
        process = started;
        if (isClosed()) {
            stop(started);
        }
        Thread errors = new Thread(() -> drainErrors(started.getErrorStream()), "stderr-" + name);
        errors.setDaemon(true);
        errors.start();
        Life life = new Life(started);
        life.readLines();
        int exitCode = started.waitFor();
        // What it wrote last is why it ended; a grandchild that holds the pipe open is not waited for.
        errors.join(500);
        fail(exitCode);
        listener.onExit(exitCode, isClosed());
        return life.servedMillis();
    }

    private void fail(int exitCode) {
        String reason = lastErrorLine.isEmpty() ? name + " ended with code " + exitCode : lastErrorLine;
        firstReady.completeExceptionally(new ProcessFailure(reason, exitCode));
    }

    private void drainErrors(InputStream stderr) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stderr, StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                if (!line.isBlank()) {
                    lastErrorLine = line;
                    listener.onErrorLine(line);
                }
                line = lines.readLine();
            }
        } catch (IOException e) {
            // The process ended in the middle of a line.
        }
    }

    /** What is known of one life of the process, on the supervising thread. */
    private final class Life {

        private final Process process;
        private final CompletableFuture<Void> ready = new CompletableFuture<>();
        private long readyNanos;

        Life(Process process) {
            this.process = process;
            ready.orTimeout(readyWithin.toMillis(), TimeUnit.MILLISECONDS).exceptionally(tooLate -> {
                if (process.isAlive()) {
                    lastErrorLine = name + " was not ready within " + readyWithin.toSeconds() + " s";
                    process.destroyForcibly();
                }
                return null;
            });
        }

        void readLines() {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                String line = lines.readLine();
                while (line != null) {
                    take(line);
                    line = lines.readLine();
                }
            } catch (IOException e) {
                // The process ended in the middle of a line.
            } finally {
                ready.complete(null);
            }
        }

        private void take(String line) {
            int at = line.indexOf(READY_PREFIX);
            if (at < 0 || ready.isDone()) {
                listener.onLine(line);
                return;
            }
            JsonNode object;
            try {
                object = Json.MAPPER.readTree(line.substring(at + READY_PREFIX.length()));
            } catch (JsonProcessingException e) {
                listener.onLine(line);
                return;
            }
            readyNanos = System.nanoTime();
            ready.complete(null);
            listener.onReady(object);
            firstReady.complete(object);
        }

        long servedMillis() {
            return readyNanos == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - readyNanos);
        }
    }

    /** Builds a {@link SupervisedProcess}. */
    public static final class Builder {

        private final String name;
        private final Supplier<List<String>> command;
        private Map<String, String> environment = Map.of();
        private Duration readyWithin = Duration.ofMinutes(2);
        private BackOff backOff = BackOff.DEFAULT;

        private Builder(String name, Supplier<List<String>> command) {
            this.name = Objects.requireNonNull(name);
            this.command = Objects.requireNonNull(command);
        }

        /** Variables beside those of this process; the place for secrets. */
        public Builder environment(Map<String, String> variables) {
            this.environment = Map.copyOf(variables);
            return this;
        }

        /** How long a start may take until READY; 120 s if not set. The process is ended after that. */
        public Builder readyWithin(Duration limit) {
            this.readyWithin = limit;
            return this;
        }

        Builder backOff(BackOff waits) {
            this.backOff = waits;
            return this;
        }

        /** The process, not yet started. */
        public SupervisedProcess build(ProcessListener listener) {
            return new SupervisedProcess(this, listener);
        }
    }
}
