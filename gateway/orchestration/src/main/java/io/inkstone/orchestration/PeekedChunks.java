package io.inkstone.orchestration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.streams.ReadStream;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose first chunk is taken before it has a reader, so that an upstream that fails until then can be replaced. Then
 * as its source. Lives on one context.
 */
final class PeekedChunks implements ReadStream<ObjectNode> {

    private final ReadStream<ObjectNode> source;
    private final Consumer<Optional<Throwable>> whenOver;
    private final Promise<PeekedChunks> begun = Promise.promise();
    private @Nullable Handler<ObjectNode> handler;
    private @Nullable Handler<Void> endHandler;
    private @Nullable Handler<Throwable> exceptionHandler;
    private @Nullable ObjectNode first;
    private @Nullable Throwable failure;
    private boolean over;
    private boolean told;
    private boolean reading;
    private boolean pausedByReader;
    private long wanted;
    private long silentSinceNanos;

    /**
     * @param whenOver told once when a stream that had begun is over: empty at its end, else why it broke
     */
    PeekedChunks(ReadStream<ObjectNode> source, Consumer<Optional<Throwable>> whenOver) {
        this.source = source;
        this.whenOver = whenOver;
        source.handler(this::take);
        source.endHandler(end -> finish(null));
        source.exceptionHandler(this::finish);
    }

    /** Succeeds with the first chunk, or with the end of an empty stream; fails when the stream breaks before that. */
    Future<PeekedChunks> begin() {
        source.fetch(1);
        return begun.future();
    }

    /** For how long a reader has been waiting for the next chunk; 0 while nobody wants one. */
    long silentNanos() {
        return over || wanted == 0 ? 0 : System.nanoTime() - silentSinceNanos;
    }

    private void take(ObjectNode chunk) {
        if (!begun.future().isComplete()) {
            first = chunk;
            begun.complete(this);
            return;
        }
        silentSinceNanos = System.nanoTime();
        if (wanted != Long.MAX_VALUE) {
            wanted--;
        }
        if (handler != null) {
            handler.handle(chunk);
        }
    }

    private void finish(@Nullable Throwable cause) {
        if (over) {
            return;
        }
        over = true;
        failure = cause;
        if (!begun.future().isComplete()) {
            if (cause != null) {
                begun.fail(cause);
                return;
            }
            begun.complete(this);
        }
        whenOver.accept(Optional.ofNullable(cause));
        tellReader();
    }

    /** Once it reads: before that it may have no handlers yet. */
    private void tellReader() {
        if (!over || told || !reading || first != null) {
            return;
        }
        told = true;
        Throwable cause = failure;
        if (cause == null) {
            if (endHandler != null) {
                endHandler.handle(null);
            }
        } else if (exceptionHandler != null) {
            exceptionHandler.handle(cause);
        }
    }

    @Override
    public PeekedChunks fetch(long amount) {
        reading = true;
        ObjectNode chunk = first;
        if (chunk == null) {
            tellReader();
            want(amount);
            return this;
        }
        first = null;
        pausedByReader = false;
        if (handler != null) {
            handler.handle(chunk);
        }
        tellReader();
        long rest = amount == Long.MAX_VALUE ? amount : amount - 1;
        if (!pausedByReader && rest > 0) {
            want(rest);
        }
        return this;
    }

    private void want(long amount) {
        if (over) {
            return;
        }
        if (wanted == 0) {
            silentSinceNanos = System.nanoTime();
        }
        wanted = wanted + amount < 0 ? Long.MAX_VALUE : wanted + amount;
        source.fetch(amount);
    }

    @Override
    public PeekedChunks pause() {
        pausedByReader = true;
        wanted = 0;
        source.pause();
        return this;
    }

    @Override
    public PeekedChunks resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public PeekedChunks handler(@Nullable Handler<ObjectNode> newHandler) {
        handler = newHandler;
        return this;
    }

    @Override
    public PeekedChunks exceptionHandler(@Nullable Handler<Throwable> newHandler) {
        exceptionHandler = newHandler;
        return this;
    }

    @Override
    public PeekedChunks endHandler(@Nullable Handler<Void> newHandler) {
        endHandler = newHandler;
        return this;
    }
}
