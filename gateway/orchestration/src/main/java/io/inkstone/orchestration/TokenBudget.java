package io.inkstone.orchestration;

import io.inkstone.protocol.ApiException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Each tenant's tokens: in any 60 seconds, and in a day of UTC. A call reserves the most that it can use before it is
 * sent, so that calls side by side cannot exceed the limit together, and settles what it did use. In process;
 * thread-safe.
 */
public final class TokenBudget {

    private final Clock clock;
    private final ConcurrentHashMap<String, Account> accounts = new ConcurrentHashMap<>();

    /** A budget of which nothing is used. */
    public TokenBudget(Clock clock) {
        this.clock = clock;
    }

    /** Counts tokens that the tenant used today before this process started. */
    public void carryOver(String tenant, long tokensToday) {
        account(tenant).carryOver(today(), tokensToday);
    }

    /** How many tokens the tenant could use now. */
    long available(Caller caller) {
        return account(caller.tenant()).available(caller.limits(), today(), clock.millis());
    }

    /**
     * Sets tokens aside.
     *
     * @throws ApiException 429 {@code tokens_per_minute_exceeded} or {@code tokens_per_day_exceeded}
     */
    Reservation reserve(Caller caller, long tokens) {
        Account account = account(caller.tenant());
        account.reserve(caller, tokens, today(), clock.instant());
        return new Reservation(account, tokens);
    }

    private Account account(String tenant) {
        return accounts.computeIfAbsent(tenant, name -> new Account());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** Tokens set aside for one call. Settle or refund it once; what comes later is without effect. */
    final class Reservation {

        private final Account account;
        private final long tokens;
        private final AtomicBoolean open = new AtomicBoolean(true);

        private Reservation(Account account, long tokens) {
            this.account = account;
            this.tokens = tokens;
        }

        /** Counts what was used instead of what was set aside. */
        void settle(long used) {
            if (open.compareAndSet(true, false)) {
                account.settle(tokens, used, today(), clock.millis());
            }
        }

        /** Counts nothing. */
        void refund() {
            settle(0);
        }
    }

    private static final class Account {

        private final SlidingWindow window = new SlidingWindow();
        private @Nullable LocalDate day;
        private long usedToday;
        private long reserved;

        synchronized void carryOver(LocalDate today, long tokens) {
            turn(today);
            usedToday += tokens;
        }

        synchronized long available(Limits limits, LocalDate today, long nowMillis) {
            turn(today);
            long inMinute = left(limits.tokensPerMinute(), window.sum(nowMillis));
            return Math.max(0, Math.min(inMinute, left(limits.tokensPerDay(), usedToday)));
        }

        synchronized void reserve(Caller caller, long tokens, LocalDate today, Instant now) {
            turn(today);
            Limits limits = caller.limits();
            if (tokens > left(limits.tokensPerDay(), usedToday)) {
                Instant tomorrow =
                        today.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
                throw refusal(caller, "tokens_per_day", limits.tokensPerDay(), tokens, Duration.between(now, tomorrow));
            }
            long free = left(limits.tokensPerMinute(), window.sum(now.toEpochMilli()));
            if (tokens > free) {
                long waitMillis = window.millisUntilFreed(now.toEpochMilli(), tokens - free);
                throw refusal(
                        caller, "tokens_per_minute", limits.tokensPerMinute(), tokens, Duration.ofMillis(waitMillis));
            }
            reserved += tokens;
        }

        synchronized void settle(long tokens, long used, LocalDate today, long nowMillis) {
            turn(today);
            reserved -= tokens;
            usedToday += used;
            window.add(nowMillis, used);
        }

        private long left(long limit, long used) {
            return limit == Limits.NONE ? Limits.NONE : limit - used - reserved;
        }

        private void turn(LocalDate today) {
            if (!today.equals(day)) {
                day = today;
                usedToday = 0;
            }
        }

        private static ApiException refusal(Caller caller, String limit, long allowed, long wanted, Duration wait) {
            int seconds = (int) Math.max(1, wait.toSeconds() + 1);
            return ApiException.tooMany(
                    limit + "_exceeded",
                    "Tenant '" + caller.tenant() + "' may use " + allowed + " tokens (" + limit
                            + "), and this call may need " + wanted + ", which is more than is left; try again in "
                            + seconds + " s, shorten the prompt or lower max_tokens.",
                    seconds);
        }
    }
}
