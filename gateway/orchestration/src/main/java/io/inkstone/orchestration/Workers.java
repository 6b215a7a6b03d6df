package io.inkstone.orchestration;

import io.inkstone.protocol.ApiException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where blocking work leaves the event loop and comes back: virtual threads from Java 21 on, a named pool on 17. Permits
 * stand in front, so that work is refused instead of piling up. Thread-safe.
 */
public final class Workers implements AutoCloseable {

    private final String name;
    private final int permits;
    private final Semaphore free;
    private final ExecutorService executor;

    /**
     * @param name of its threads
     * @param permits the most tasks at the same time
     */
    public Workers(String name, int permits) {
        this.name = name;
        this.permits = permits;
        this.free = new Semaphore(permits);
        this.executor = newExecutor(name);
    }

    /**
     * Runs a task; its thread is interrupted when the request is cancelled.
     *
     * @return completes on the context that submitted; fails with 503 {@code workers_busy} when all are busy
     */
    <T> Future<T> submit(Cancellation cancellation, Callable<T> task) {
        if (!free.tryAcquire()) {
            return Future.failedFuture(ApiException.unavailable(
                    "workers_busy", "All " + permits + " " + name + " workers are busy; try again in a second.", 1));
        }
        Context context = Vertx.currentContext();
        Promise<T> promise = Promise.promise();
        FutureTask<T> running = new FutureTask<>(task);
        Cancellation.Registration registration = cancellation.onCancel(() -> {
            running.cancel(true);
            // The answer does not wait for a task that ignores the interrupt; its permit does.
            onContext(context, () -> promise.tryFail(cancellation.reason().orElseThrow()));
        });
        executor.execute(() -> {
            running.run();
            free.release();
            registration.remove();
            onContext(context, outcome(running, promise, cancellation));
        });
        return promise.future();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private static <T> Runnable outcome(FutureTask<T> finished, Promise<T> promise, Cancellation cancellation) {
        try {
            T result = finished.get();
            return () -> promise.tryComplete(result);
        } catch (ExecutionException e) {
            return () -> promise.tryFail(e.getCause());
        } catch (InterruptedException | CancellationException e) {
            return () -> promise.tryFail(cancellation.reason().orElseGet(Cancellation::clientGone));
        }
    }

    private static void onContext(@Nullable Context context, Runnable action) {
        if (context == null) {
            action.run();
        } else {
            context.runOnContext(ignored -> action.run());
        }
    }

    private static ExecutorService newExecutor(String name) {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException onJava17) {
            AtomicInteger count = new AtomicInteger();
            ThreadFactory threads = task -> {
                Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            };
            // The permits bound it.
            return Executors.newCachedThreadPool(threads);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("virtual threads cannot be had", e);
        }
    }
}
