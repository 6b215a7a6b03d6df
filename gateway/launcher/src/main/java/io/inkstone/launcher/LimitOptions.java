package io.inkstone.launcher;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The limits that commands can set, under the names of the administration API. */
final class LimitOptions {

    @Option(names = "--requests-per-minute", paramLabel = "N", description = "Requests in any 60 seconds.")
    private @Nullable Long requestsPerMinute;

    @Option(names = "--tokens-per-minute", paramLabel = "N", description = "Tokens in any 60 seconds.")
    private @Nullable Long tokensPerMinute;

    @Option(names = "--concurrency", paramLabel = "N", description = "Requests at the same time.")
    private @Nullable Long concurrency;

    @Option(names = "--tokens-per-day", paramLabel = "N", description = "Tokens in a day (UTC).")
    private @Nullable Long tokensPerDay;

    @Option(names = "--tokens-per-month", paramLabel = "N", description = "Tokens in a calendar month (UTC).")
    private @Nullable Long tokensPerMonth;

    /** Those that were given. */
    Map<String, Long> given() {
        Map<String, Long> limits = new LinkedHashMap<>();
        put(limits, "requests_per_minute", requestsPerMinute);
        put(limits, "tokens_per_minute", tokensPerMinute);
        put(limits, "concurrency", concurrency);
        put(limits, "tokens_per_day", tokensPerDay);
        put(limits, "tokens_per_month", tokensPerMonth);
        return limits;
    }

    private static void put(Map<String, Long> limits, String name, @Nullable Long limit) {
        if (limit != null) {
            limits.put(name, limit);
        }
    }
}
