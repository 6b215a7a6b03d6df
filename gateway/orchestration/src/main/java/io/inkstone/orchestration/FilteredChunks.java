package io.inkstone.orchestration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import io.vertx.core.Handler;
import io.vertx.core.streams.ReadStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stream seen through one link of the {@link ModelRing}: each chunk is changed, or dropped. Starts paused, as its source. */
final class FilteredChunks implements ReadStream<ObjectNode> {

    /** What a link does with a stream; called on the stream's context. */
    interface Link {

        /** What becomes of a chunk; empty to drop it. */
        Optional<ObjectNode> chunk(ObjectNode chunk);

        /** What follows the last chunk. */
        default Optional<ObjectNode> end() {
            return Optional.empty();
        }

        /** Asked after each chunk: why the stream ends there. */
        default Optional<ApiException> stopped() {
            return Optional.empty();
        }

        /** Told once, before the reader is: empty at the end, else why the stream broke. */
        default void over(Optional<Throwable> cause) {}
    }

    private final ReadStream<ObjectNode> source;
    private final Link link;
    private final Cancellation cancellation;
    private boolean over;
    private @Nullable Handler<ObjectNode> handler;
    private @Nullable Handler<Void> endHandler;
    private @Nullable Handler<Throwable> exceptionHandler;

    /**
     * @param cancellation ends the source when the link stops it
     */
    FilteredChunks(ReadStream<ObjectNode> source, Link link, Cancellation cancellation) {
        this.source = source;
        this.link = link;
        this.cancellation = cancellation;
        source.handler(this::pass);
        source.endHandler(end -> finish());
        source.exceptionHandler(this::fail);
    }

    private void finish() {
        if (over) {
            return;
        }
        link.end().ifPresent(this::deliver);
        Optional<ApiException> stopped = link.stopped();
        if (stopped.isPresent()) {
            fail(stopped.get());
            return;
        }
        over = true;
        link.over(Optional.empty());
        if (endHandler != null) {
            endHandler.handle(null);
        }
    }

    private void fail(Throwable cause) {
        if (over) {
            return;
        }
        over = true;
        link.over(Optional.of(cause));
        if (exceptionHandler != null) {
            exceptionHandler.handle(cause);
        }
    }

    private void deliver(ObjectNode chunk) {
        if (handler != null) {
            handler.handle(chunk);
        }
    }

    private void pass(ObjectNode chunk) {
        if (over) {
            return;
        }
        Optional<ObjectNode> passed = link.chunk(chunk);
        passed.ifPresentOrElse(this::deliver, () -> source.fetch(1));
        Optional<ApiException> stopped = link.stopped();
        if (stopped.isPresent()) {
            fail(stopped.get());
            cancellation.cancel(stopped.get());
        }
    }

    @Override
    public FilteredChunks handler(@Nullable Handler<ObjectNode> newHandler) {
        handler = newHandler;
        return this;
    }

    @Override
    public FilteredChunks exceptionHandler(@Nullable Handler<Throwable> newHandler) {
        exceptionHandler = newHandler;
        return this;
    }

    @Override
    public FilteredChunks endHandler(@Nullable Handler<Void> newHandler) {
        endHandler = newHandler;
        return this;
    }

    @Override
    public FilteredChunks pause() {
        source.pause();
        return this;
    }

    @Override
    public FilteredChunks resume() {
        source.resume();
        return this;
    }

    @Override
    public FilteredChunks fetch(long amount) {
        source.fetch(amount);
        return this;
    }
}
