package io.inkstone.lsp.call;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What is handed to somebody who may cancel it: then what works on it ends too. */
public final class HandedFuture<T> extends CompletableFuture<T> {

    private final Runnable end;

    /**
     * @param end ends the work; run at most once, by who cancels
     */
    public HandedFuture(Runnable end) {
        this.end = end;
    }

    /** A future that becomes what another becomes. */
    public static <T> HandedFuture<T> of(CompletableFuture<T> source, Runnable end) {
        HandedFuture<T> handed = new HandedFuture<>(end);
        handed.follow(source);
        return handed;
    }

    /** From now on it becomes what another becomes. */
    public void follow(CompletableFuture<T> source) {
        var unused = source.whenComplete(this::settle);
    }

    private void settle(T value, @Nullable Throwable failure) {
        if (failure == null) {
            complete(value);
        } else {
            completeExceptionally(failure);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            end.run();
        }
        return cancelled;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
