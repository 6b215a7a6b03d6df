package io.inkstone.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.protocol.ApiException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkersTest {

    private final Workers workers = new Workers("test", 1);
    private final Cancellation cancellation = new Cancellation();

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void refuses_work_beyond_its_permits_and_takes_it_again_later() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Future<String> first = workers.submit(cancellation, () -> {
            release.await();
            return "done";
        });

        Future<String> second = workers.submit(cancellation, () -> "never");
        assertThat(((ApiException) second.cause()).code()).isEqualTo("workers_busy");
        release.countDown();

        assertThat(get(first)).isEqualTo("done");
        assertThat(get(workers.submit(cancellation, () -> "again"))).isEqualTo("again");
    }

    @Test
    void interrupts_a_cancelled_task_and_fails_with_the_reason() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<String> interrupted = new CompletableFuture<>();
        Future<String> running = workers.submit(cancellation, () -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.complete("yes");
            }
            return "too late";
        });
        started.await();

        cancellation.cancel(ApiException.timeout("request_timeout", "It took too long."));

        assertThat(cause(running))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo("request_timeout"));
        assertThat(interrupted.get(5, TimeUnit.SECONDS)).isEqualTo("yes");
    }

    @Test
    void answers_on_the_context_that_submitted() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            CompletableFuture<Boolean> onEventLoop = new CompletableFuture<>();
            AtomicBoolean taskOnEventLoop = new AtomicBoolean(true);
            vertx.runOnContext(ignored -> workers.submit(cancellation, () -> {
                        taskOnEventLoop.set(io.vertx.core.Context.isOnEventLoopThread());
                        return "done";
                    })
                    .onComplete(done -> onEventLoop.complete(io.vertx.core.Context.isOnEventLoopThread())));

            assertThat(onEventLoop.get(5, TimeUnit.SECONDS)).isTrue();
            assertThat(taskOnEventLoop).isFalse();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void passes_on_what_the_task_threw() throws Exception {
        Future<String> failed = workers.submit(cancellation, () -> {
            throw new IllegalStateException("boom");
        });

        assertThat(cause(failed)).isInstanceOf(IllegalStateException.class).hasMessage("boom");
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    private static Throwable cause(Future<?> future) throws Exception {
        try {
            get(future);
        } catch (ExecutionException e) {
            return java.util.Objects.requireNonNull(e.getCause());
        }
        throw new AssertionError("it did not fail");
    }
}
