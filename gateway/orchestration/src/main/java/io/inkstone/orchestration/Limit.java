package io.inkstone.orchestration;

import java.util.Locale;

/** Which of the {@link Limits}. */
public enum Limit {
    /** Requests in any 60 seconds. */
    REQUESTS_PER_MINUTE("requests a minute"),
    /** Requests at the same time. */
    CONCURRENCY("requests at one time"),
    /** Tokens in any 60 seconds. */
    TOKENS_PER_MINUTE("tokens a minute"),
    /** Tokens of one day of UTC. */
    TOKENS_PER_DAY("tokens a day"),
    /** Tokens of one calendar month of UTC. */
    TOKENS_PER_MONTH("tokens a month");

    private final String words;

    Limit(String words) {
        this.words = words;
    }

    /** How settings and codes of errors write it, e.g. {@code tokens_per_day}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How messages write it. */
    String words() {
        return words;
    }

    /** Its value; {@link Limits#NONE} when it is not set. */
    public long of(Limits limits) {
        return switch (this) {
            case REQUESTS_PER_MINUTE -> limits.requestsPerMinute();
            case CONCURRENCY -> limits.concurrency();
            case TOKENS_PER_MINUTE -> limits.tokensPerMinute();
            case TOKENS_PER_DAY -> limits.tokensPerDay();
            case TOKENS_PER_MONTH -> limits.tokensPerMonth();
        };
    }
}
