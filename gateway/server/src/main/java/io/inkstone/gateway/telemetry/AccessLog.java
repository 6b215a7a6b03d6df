package io.inkstone.gateway.telemetry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.orchestration.RequestScope;
import io.inkstone.protocol.Json;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line of JSON for each request, without any text, written by a thread of its own: whoever reads the other end of a pipe
 * slowly must not hold up requests. When too many lines wait, further ones are lost and the log says so once.
 */
final class AccessLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final int MAX_WAITING = 16_384;
    private static final long COLLECT_MILLIS = 100;
    private static final long CLOSE_SECONDS = 5;

    private final PrintStream out;
    private final ArrayBlockingQueue<String> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final AtomicBoolean losing = new AtomicBoolean();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread writer = new Thread(this::write, "inkstone-access-log");

    AccessLog(PrintStream out) {
        this.out = out;
        writer.setDaemon(true);
        writer.start();
    }

    void add(ServedRequest request, @Nullable String traceId) {
        if (waiting.offer(Json.write(line(request, traceId)))) {
            losing.set(false);
        } else if (losing.compareAndSet(false, true)) {
            LOG.error("Lines of the access log are being lost: standard output does not take them");
        }
    }

    /** Writes what waits, for some seconds. */
    @Override
    public void close() {
        closing.countDown();
        try {
            writer.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            while (closing.getCount() > 0 || !waiting.isEmpty()) {
                String line = waiting.poll(COLLECT_MILLIS, TimeUnit.MILLISECONDS);
                if (line != null) {
                    out.println(line);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ObjectNode line(ServedRequest request, @Nullable String traceId) {
        RequestScope scope = request.scope();
        Instant began = Instant.now().minusNanos(request.tookNanos()).truncatedTo(ChronoUnit.MILLIS);
        ObjectNode line = Json.MAPPER.createObjectNode();
        line.put("time", began.toString())
                .put("request_id", request.requestId())
                .put("trace_id", traceId)
                .put("tenant", scope == null ? null : scope.caller().tenant())
                .put("key_id", scope == null ? null : scope.caller().keyId())
                .put("operation", scope == null ? null : scope.operation())
                .put("method", request.method())
                .put("route", request.route())
                .put("status", request.status())
                .put("outcome", request.outcome())
                .put("prompt_tokens", scope == null ? 0 : scope.promptTokens())
                .put("completion_tokens", scope == null ? 0 : scope.completionTokens())
                .put("took_ms", millis(request.tookNanos()))
                .put("overhead_ms", request.overheadNanos() == null ? null : millis(request.overheadNanos()))
                .put("upstream", scope == null ? null : scope.upstream().orElse(null));
        return line;
    }

    private static BigDecimal millis(long nanos) {
        return BigDecimal.valueOf(nanos / 1000, 3);
    }
}
