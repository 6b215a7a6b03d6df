package io.inkstone.gateway.edge;

import io.inkstone.orchestration.Standing;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/** OpenAI's headers that say what a caller has left. */
final class RateLimitHeaders {

    private RateLimitHeaders() {}

    static void write(HttpServerResponse response, Standing standing) {
        write(response, "requests", standing.requests());
        write(response, "tokens", standing.tokens());
    }

    private static void write(HttpServerResponse response, String what, Standing.@Nullable Rate rate) {
        if (rate != null) {
            response.putHeader("x-ratelimit-limit-" + what, Long.toString(rate.limit()))
                    .putHeader("x-ratelimit-remaining-" + what, Long.toString(rate.remaining()))
                    .putHeader("x-ratelimit-reset-" + what, duration(rate.resetMillis()));
        }
    }

    /** As OpenAI writes it: {@code 120ms}, {@code 1s}, {@code 6m0s}, {@code 1h0m0s}; seconds are rounded up. */
    static String duration(long millis) {
        if (millis < 1000) {
            return Math.max(0, millis) + "ms";
        }
        long seconds = (millis + 999) / 1000;
        String rest = seconds % 60 + "s";
        if (seconds < 60) {
            return rest;
        }
        long minutes = seconds / 60;
        return minutes < 60 ? minutes + "m" + rest : minutes / 60 + "h" + minutes % 60 + "m" + rest;
    }
}
