package io.inkstone.orchestration;

import io.inkstone.protocol.ApiException;
import java.util.Objects;

/**
 * Why {@link Quotas} let something not pass.
 *
 * @param account whose limit it was
 * @param limit which
 * @param wanted how many requests or tokens were asked for
 * @param waitMillis after which the same would pass if nothing else ran; {@link #NEVER} when it is more than the limit itself
 */
public record Refusal(Account account, Limit limit, long wanted, long waitMillis) {

    /** No wait helps. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Refuses nulls. */
    public Refusal {
        Objects.requireNonNull(account);
        Objects.requireNonNull(limit);
    }

    /** As the caller is told: 429 with the limit's name, and with {@code Retry-After} unless no wait helps. */
    public ApiException toException() {
        String code = limit.key() + "_exceeded";
        if (waitMillis == NEVER) {
            return ApiException.reported(429, "rate_limit_error", code, null, message(), 0);
        }
        return ApiException.tooMany(code, message(), seconds());
    }

    private String message() {
        long allowed = limit.of(account.limits());
        String who = switch (account.kind()) {
            case TENANT -> "Tenant '" + account.id() + "'";
            case KEY -> "Key '" + account.id() + "'";
            case USER -> "User '" + account.id() + "'";
        };
        String may = who + " may have " + allowed + " " + limit.words() + " (" + limit.key() + ")";
        return switch (limit) {
            case CONCURRENCY -> may + ", and has them running; wait for one of them to end.";
            case REQUESTS_PER_MINUTE -> may + ", and has sent them; try again in " + seconds() + " s.";
            default ->
                may + ", and this call may need " + wanted
                        + (waitMillis == NEVER
                                ? ", which is more than that at once; shorten the prompt or lower max_tokens."
                                : ", which is more than is left; try again in " + seconds()
                                        + " s, shorten the prompt or lower max_tokens.");
        };
    }

    private int seconds() {
        return (int) Math.max(1, (waitMillis + 999) / 1000);
    }
}
