package io.inkstone.orchestration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Handler;
import io.vertx.core.streams.ReadStream;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A stream seen through one link of the {@link ModelRing}: each chunk is changed, or dropped. Starts paused, as its source. */
final class FilteredChunks implements ReadStream<ObjectNode> {

    private final ReadStream<ObjectNode> source;
    private final Function<ObjectNode, Optional<ObjectNode>> link;
    private @Nullable Handler<ObjectNode> handler;
    private @Nullable Handler<Void> endHandler;
    private @Nullable Handler<Throwable> exceptionHandler;

    /**
     * @param link what becomes of a chunk; empty to drop it
     * @param whenOver told once, before the reader is: empty at the end, else why the stream broke
     */
    FilteredChunks(
            ReadStream<ObjectNode> source,
            Function<ObjectNode, Optional<ObjectNode>> link,
            Consumer<Optional<Throwable>> whenOver) {
        this.source = source;
        this.link = link;
        source.handler(this::pass);
        source.endHandler(end -> {
            whenOver.accept(Optional.empty());
            if (endHandler != null) {
                endHandler.handle(null);
            }
        });
        source.exceptionHandler(cause -> {
            whenOver.accept(Optional.of(cause));
            if (exceptionHandler != null) {
                exceptionHandler.handle(cause);
            }
        });
    }

    private void pass(ObjectNode chunk) {
        Optional<ObjectNode> passed = link.apply(chunk);
        if (passed.isEmpty()) {
            source.fetch(1);
        } else if (handler != null) {
            handler.handle(passed.get());
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
