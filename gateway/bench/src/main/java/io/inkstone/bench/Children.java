package io.inkstone.bench;

import io.inkstone.model.serving.ProcessListener;
import io.inkstone.model.serving.SupervisedProcess;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** The processes of a measurement; all of them end with it. */
public final class Children implements AutoCloseable {

    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    /**
     * A process of ours.
     *
     * @param port where it listens
     * @param pid its identifier; -1 when it has ended already
     */
    public record Started(int port, long pid) {}

    /**
     * Starts one of this program's own mains, which says on its stdout when it serves.
     *
     * @throws BenchException when it does not start
     */
    public Started java(
            String name, Class<?> main, List<String> options, List<String> arguments, Map<String, String> environment)
            throws InterruptedException {
        List<String> command = SupervisedProcess.javaCommand(main, options, arguments);
        SupervisedProcess process = SupervisedProcess.builder(name, () -> command)
                .environment(environment)
                .build(new ProcessListener() {
                    @Override
                    public void onErrorLine(String line) {
                        System.err.println(name + ": " + line);
                    }
                });
        running.push(process);
        try {
            int port = process.start().get().path("port").asInt();
            return new Started(port, process.pid().orElse(-1L));
        } catch (ExecutionException e) {
            throw new BenchException(name + " did not start: " + e.getCause(), e);
        }
    }

    /**
     * Starts a program of somebody else's; its output goes to a file in its folder.
     *
     * @throws BenchException when it cannot be started
     */
    public Process program(Path folder, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).directory(folder.toFile());
        builder.environment().putAll(environment);
        File log = folder.resolve("output.log").toFile();
        try {
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(log)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .start();
            running.push(() -> end(process));
            return process;
        } catch (IOException e) {
            throw new BenchException("cannot start " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    /** How many run that were started here. */
    public int count() {
        return running.size();
    }

    /** Ends the newest until so many are left. */
    public void endDownTo(int left) {
        while (running.size() > left) {
            quietly(running.pop());
        }
    }

    /** A port that was free a moment ago. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BenchException("no free port: " + e.getMessage(), e);
        }
    }

    private static void end(Process process) throws InterruptedException {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroy);
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            all.forEach(ProcessHandle::destroyForcibly);
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private static void quietly(AutoCloseable child) {
        try {
            child.close();
        } catch (Exception e) {
            System.err.println("a process did not end: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        endDownTo(0);
    }
}
