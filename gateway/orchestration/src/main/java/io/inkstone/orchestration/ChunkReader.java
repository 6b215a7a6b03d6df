package io.inkstone.orchestration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Context;
import io.vertx.core.streams.ReadStream;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;

/** Reads a stream that lives on an event loop from a thread that may block; at most some chunks wait in between. */
final class ChunkReader {

    private static final int AHEAD = 32;

    private sealed interface Event {
        record Chunk(ObjectNode json) implements Event {}

        record End() implements Event {}

        record Failure(Throwable cause) implements Event {}
    }

    private final ReadStream<ObjectNode> stream;
    private final Context eventLoop;
    private final Cancellation cancellation;
    private final UpstreamTime time;
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /** To be made on the event loop. */
    ChunkReader(ReadStream<ObjectNode> stream, Context eventLoop, ModelCall call) {
        this.stream = stream;
        this.eventLoop = eventLoop;
        this.cancellation = call.cancellation();
        this.time = call.scope().upstreamTime();
        stream.handler(chunk -> events.add(new Event.Chunk(chunk)));
        stream.endHandler(end -> events.add(new Event.End()));
        stream.exceptionHandler(cause -> events.add(new Event.Failure(cause)));
        stream.fetch(AHEAD);
    }

    /** Waits for the next chunk; empty at the end. */
    Optional<ObjectNode> next() throws InterruptedException {
        Event event = events.poll();
        if (event == null) {
            event = await();
        }
        if (event instanceof Event.Failure failure) {
            throw RingModels.translate(failure.cause());
        }
        if (event instanceof Event.Chunk chunk) {
            eventLoop.runOnContext(ignored -> stream.fetch(1));
            return Optional.of(chunk.json());
        }
        return Optional.empty();
    }

    private Event await() throws InterruptedException {
        time.begin();
        try {
            return events.take();
        } catch (InterruptedException e) {
            cancel();
            throw e;
        } finally {
            time.end();
        }
    }

    /** Ends the generation. */
    void cancel() {
        cancellation.cancel(Cancellation.clientGone());
    }

    boolean isCancelled() {
        return cancellation.isCancelled();
    }
}
