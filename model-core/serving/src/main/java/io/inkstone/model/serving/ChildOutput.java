package io.inkstone.model.serving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The stdout of a child, kept for frames: one JSON object a line, behind a mark. Whatever else prints to
 * {@code System.out} goes to stderr; what native code prints has no mark and is told apart by the parent. Thread-safe.
 */
final class ChildOutput {

    /** Stands before each frame: ASCII's record separator, which JSON never holds. */
    static final char MARK = '\u001e';

    private final OutputStream out;

    private ChildOutput(OutputStream out) {
        this.out = out;
    }

    /** Takes stdout over. Called once, before anything else could print. */
    static ChildOutput takeOver() {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err);
        return new ChildOutput(out);
    }

    /** Says that the child serves. */
    void ready(ObjectNode details) {
        write(SupervisedProcess.READY_PREFIX + Json.write(details) + "\n");
    }

    /** Sends a frame. */
    void send(ObjectNode frame) {
        write(MARK + Json.write(frame) + "\n");
    }

    private synchronized void write(String line) {
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the parent no longer reads", e);
        }
    }

    /**
     * Ends this process when its stdin ends, that is when its parent is gone. For a child that is told nothing on its
     * stdin.
     */
    static void exitWithParent(Runnable before) {
        Thread watcher = new Thread(
                () -> {
                    awaitEnd(System.in);
                    before.run();
                    Runtime.getRuntime().halt(0);
                },
                "parent-watcher");
        watcher.setDaemon(true);
        watcher.start();
    }

    /** Ends a child that cannot go on, so that it is started anew. A message might hold a user's text; a name does not. */
    static void die(Throwable fault) {
        System.err.println("The child ends by a fault: " + fault.getClass().getName());
        Runtime.getRuntime().halt(1);
    }

    private static void awaitEnd(InputStream in) {
        byte[] ignored = new byte[256];
        try {
            int read = in.read(ignored);
            while (read >= 0) {
                read = in.read(ignored);
            }
        } catch (IOException e) {
            // A broken pipe is an end as well.
        }
    }
}
