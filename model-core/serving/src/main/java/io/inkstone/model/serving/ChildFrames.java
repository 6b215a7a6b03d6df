package io.inkstone.model.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parent's side of a child's frames: sends requests, hands each answer to the request of its {@code id}, and fails
 * all open requests when the child ends. Thread-safe; answers come on one thread, in order.
 */
final class ChildFrames implements ProcessListener {

    /** Takes the frames that answer one request. */
    interface Receiver {

        /** A frame came; returns whether more will follow. */
        boolean onFrame(JsonNode frame);

        /** No more will come: the child is gone. */
        void onLost(ApiException reason);
    }

    /** Hears of the child itself. */
    interface Watcher {

        /** It serves, for the first time or again. */
        void onUp();

        /** It does not. */
        void onDown();

        /** It wrote to its stderr. */
        void onErrorLine(String line);
    }

    private static final Logger LOG = LoggerFactory.getLogger(ChildFrames.class);

    private final String name;
    private final Watcher watcher;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, Receiver> open = new HashMap<>();
    private final ExecutorService writer;
    private boolean up;
    private volatile String lastErrorLine = "";
    private @Nullable SupervisedProcess process;

    ChildFrames(String name, Watcher watcher) {
        this.name = name;
        this.watcher = watcher;
        // Writing blocks while a child is busy with its input, and callers must not.
        this.writer = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "stdin-" + name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The process that frames are sent to; set once, before it is started. */
    void attach(SupervisedProcess child) {
        this.process = child;
    }

    /**
     * Sends a request.
     *
     * @return its id, for {@link #tell}
     * @throws ApiException 503 when there is no child to ask
     */
    long ask(ObjectNode frame, Receiver receiver) {
        long id = ids.incrementAndGet();
        synchronized (this) {
            if (!up) {
                throw lost();
            }
            open.put(id, receiver);
        }
        tell(id, frame);
        return id;
    }

    /** Sends a frame that belongs to a request and has no answer of its own. */
    void tell(long id, ObjectNode frame) {
        String line = Json.write(frame.put("id", id));
        writer.execute(() -> write(line));
    }

    private void write(String line) {
        SupervisedProcess child = process;
        if (child == null) {
            return;
        }
        try {
            child.send(line);
        } catch (IOException e) {
            // The child is gone; its exit fails the open requests.
        }
    }

    void close() {
        writer.shutdown();
    }

    @Override
    public void onReady(JsonNode ready) {
        synchronized (this) {
            up = true;
        }
        watcher.onUp();
    }

    @Override
    public void onLine(String line) {
        int mark = line.indexOf(ChildOutput.MARK);
        if (mark < 0) {
            return;
        }
        JsonNode frame;
        try {
            frame = Json.MAPPER.readTree(line.substring(mark + 1));
        } catch (IOException e) {
            // Native output ran into the line: what it answered is lost, so the child is of no use.
            SupervisedProcess child = process;
            if (child != null) {
                child.restart();
            }
            return;
        }
        long id = frame.path("id").asLong();
        Receiver receiver;
        synchronized (this) {
            receiver = open.get(id);
        }
        if (receiver != null && !receiver.onFrame(frame)) {
            synchronized (this) {
                open.remove(id);
            }
        }
    }

    @Override
    public void onErrorLine(String line) {
        lastErrorLine = line;
        watcher.onErrorLine(line);
    }

    @Override
    public void onExit(int exitCode, boolean expected) {
        List<Receiver> abandoned;
        boolean served;
        synchronized (this) {
            served = up;
            up = false;
            abandoned = List.copyOf(open.values());
            open.clear();
        }
        watcher.onDown();
        if (!expected) {
            // Before it served no user's text had reached it, and its last words are the reason.
            String reason = served ? "" : " (" + lastErrorLine + ")";
            LOG.warn("The process of '{}' ended with code {}{}; it is started again.", name, exitCode, reason);
        }
        ApiException reason = lost();
        abandoned.forEach(receiver -> receiver.onLost(reason));
    }

    private ApiException lost() {
        return EngineErrors.restarting(name);
    }
}
