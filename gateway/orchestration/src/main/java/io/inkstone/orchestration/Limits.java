package io.inkstone.orchestration;

/**
 * What a tenant may use; {@link #NONE} where nothing is limited.
 *
 * @param requestsPerMinute requests in any 60 seconds
 * @param tokensPerMinute tokens, read and written, in any 60 seconds
 * @param concurrency requests at the same time
 * @param tokensPerDay tokens, read and written, in one day of UTC
 * @param tokensPerMonth tokens, read and written, in one calendar month of UTC
 */
public record Limits(
        long requestsPerMinute, long tokensPerMinute, long concurrency, long tokensPerDay, long tokensPerMonth) {

    /** The value of a limit that is not set. */
    public static final long NONE = Long.MAX_VALUE;

    /** Nothing is limited. */
    public static final Limits UNLIMITED = new Limits(NONE, NONE, NONE, NONE, NONE);

    /** Refuses limits below 1, which would lock the tenant out in silence. */
    public Limits {
        requireAtLeastOne("requests_per_minute", requestsPerMinute);
        requireAtLeastOne("tokens_per_minute", tokensPerMinute);
        requireAtLeastOne("concurrency", concurrency);
        requireAtLeastOne("tokens_per_day", tokensPerDay);
        requireAtLeastOne("tokens_per_month", tokensPerMonth);
    }

    /** Whether tokens are limited at all. */
    boolean limitTokens() {
        return tokensPerMinute != NONE || tokensPerDay != NONE || tokensPerMonth != NONE;
    }

    private static void requireAtLeastOne(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be at least 1, or be left out");
        }
    }
}
