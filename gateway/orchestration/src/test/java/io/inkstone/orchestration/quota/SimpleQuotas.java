package io.inkstone.orchestration.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.orchestration.Account;
import io.inkstone.orchestration.Limits;
import io.inkstone.orchestration.SettableClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The meaning of quotas, as simply as it can be written: every event is kept and looked at again. */
final class SimpleQuotas {

    private static final long MINUTE = 60_000;

    /** The stores count in steps of 100 ms, and so may refuse that much longer. */
    private static final long STEP = 100;

    private static final class Use {
        private final List<Long> requests = new ArrayList<>();
        private final List<long[]> tokens = new ArrayList<>();
        private long running;
        private long reserved;
    }

    private final SettableClock clock;
    private final Map<String, Use> uses = new HashMap<>();

    SimpleQuotas(SettableClock clock) {
        this.clock = clock;
    }

    void passed(List<Account> accounts, long tokens) {
        for (Account account : accounts) {
            if (tokens == 0) {
                use(account).requests.add(clock.millis());
                use(account).running++;
            } else {
                use(account).reserved += tokens;
            }
        }
    }

    /**
     * @param at when it was let in
     */
    void left(List<Account> accounts, long at, boolean counted) {
        for (Account account : accounts) {
            use(account).running--;
            if (!counted) {
                use(account).requests.remove(at);
            }
        }
    }

    void settled(List<Account> accounts, long reserved, long used) {
        for (Account account : accounts) {
            use(account).reserved -= reserved;
            use(account).tokens.add(new long[] {clock.millis(), used});
        }
    }

    /** Whether an account has, give or take a step of time, no room. */
    boolean refuses(List<Account> accounts, String code, long least) {
        return accounts.stream().anyMatch(account -> {
            Use use = use(account);
            Limits limits = account.limits();
            return switch (code) {
                case "concurrency_exceeded" -> use.running >= limits.concurrency();
                case "requests_per_minute_exceeded" -> requests(use, MINUTE + STEP) >= limits.requestsPerMinute();
                case "tokens_per_minute_exceeded" ->
                    tokens(use, MINUTE + STEP) + use.reserved + least > limits.tokensPerMinute();
                case "tokens_per_day_exceeded" ->
                    tokens(use, Long.MAX_VALUE) + use.reserved + least > limits.tokensPerDay();
                case "tokens_per_month_exceeded" ->
                    tokens(use, Long.MAX_VALUE) + use.reserved + least > limits.tokensPerMonth();
                default -> false;
            };
        });
    }

    void assertNoLimitIsExceeded(List<Account> accounts) {
        for (Account account : accounts) {
            Use use = use(account);
            assertThat(use.running).isLessThanOrEqualTo(account.limits().concurrency());
            assertThat(tokens(use, MINUTE) + use.reserved)
                    .isLessThanOrEqualTo(account.limits().tokensPerMinute());
            assertThat(tokens(use, Long.MAX_VALUE) + use.reserved)
                    .isLessThanOrEqualTo(Math.min(
                            account.limits().tokensPerDay(), account.limits().tokensPerMonth()));
            assertThat(requests(use, MINUTE))
                    .isLessThanOrEqualTo(account.limits().requestsPerMinute());
        }
    }

    private long requests(Use use, long millis) {
        return use.requests.stream().filter(at -> clock.millis() - at < millis).count();
    }

    private long tokens(Use use, long millis) {
        return use.tokens.stream()
                .filter(entry -> clock.millis() - entry[0] < millis)
                .mapToLong(entry -> entry[1])
                .sum();
    }

    private Use use(Account account) {
        return uses.computeIfAbsent(account.kind() + account.id(), key -> new Use());
    }
}
