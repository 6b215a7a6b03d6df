package io.inkstone.orchestration.quota;

import io.inkstone.orchestration.Account;
import java.util.Objects;

/**
 * Tokens of an account in a day or month, as they are kept over a restart.
 *
 * @param kind whose
 * @param id the account
 * @param period the day, {@code 2026-11-30}, or the month, {@code 2026-11}
 * @param tokens how many may have been used at most
 */
public record UsageMark(Account.Kind kind, String id, String period, long tokens) {

    /** Refuses nulls. */
    public UsageMark {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(id);
        Objects.requireNonNull(period);
    }
}
