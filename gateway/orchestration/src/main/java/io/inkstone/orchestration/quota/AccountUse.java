package io.inkstone.orchestration.quota;

import io.inkstone.orchestration.Account;
import io.inkstone.orchestration.Limit;
import io.inkstone.orchestration.Limits;
import io.inkstone.orchestration.Refusal;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What one account uses. Everything but the lock is to be touched under the lock. */
final class AccountUse {

    final ReentrantLock lock = new ReentrantLock();

    private final Account.Kind kind;
    private final String id;
    private final SlidingWindow requests = new SlidingWindow();
    private final SlidingWindow tokens = new SlidingWindow();
    private final Budget day = new Budget();
    private final Budget month = new Budget();
    private long running;
    private long openReservations;
    private long reserved;
    private boolean forgotten;

    AccountUse(Account.Kind kind, String id) {
        this.kind = kind;
        this.id = id;
    }

    /** True when nothing is lost with it; from then on it counts nothing more. */
    boolean forget(Moment now) {
        turn(now);
        forgotten = running == 0
                && openReservations == 0
                && requests.sum(now.millis()) == 0
                && tokens.sum(now.millis()) == 0
                && month.used() == 0;
        return forgotten;
    }

    boolean isForgotten() {
        return forgotten;
    }

    void carryOver(Moment now, UsageMark mark) {
        turn(now);
        for (Budget budget : List.of(day, month)) {
            if (budget.period().equals(mark.period())) {
                budget.carryOver(mark.tokens());
            }
        }
    }

    /** Why no request passes; null when one does. */
    @Nullable
    Refusal refusesRequest(Account account, Moment now) {
        Limits limits = account.limits();
        if (requests.sum(now.millis()) >= limits.requestsPerMinute()) {
            long over = requests.sum(now.millis()) - limits.requestsPerMinute() + 1;
            return new Refusal(account, Limit.REQUESTS_PER_MINUTE, 1, requests.millisUntilFreed(now.millis(), over));
        }
        // Whoever runs may end at any moment.
        return running >= limits.concurrency() ? new Refusal(account, Limit.CONCURRENCY, 1, 1000) : null;
    }

    /** Counts a request and returns the step in which it is. */
    long enter(Moment now) {
        running++;
        return requests.add(now.millis(), 1);
    }

    void leave(long step, boolean counted) {
        running--;
        if (!counted) {
            requests.remove(step, 1);
        }
    }

    /** How many tokens can be set aside. */
    long room(Limits limits, Moment now) {
        turn(now);
        long inMinute = left(limits.tokensPerMinute(), tokens.sum(now.millis()));
        long inDay = left(limits.tokensPerDay(), day.used());
        return Math.min(inMinute, Math.min(inDay, left(limits.tokensPerMonth(), month.used())));
    }

    /** Why this many tokens cannot be set aside: the limit that holds longest; null when they can. */
    @Nullable
    Refusal refusesTokens(Account account, long wanted, Moment now) {
        Limits limits = account.limits();
        Refusal refusal = null;
        for (Limit limit : List.of(Limit.TOKENS_PER_MONTH, Limit.TOKENS_PER_DAY, Limit.TOKENS_PER_MINUTE)) {
            long allowed = limit.of(limits);
            long used = switch (limit) {
                case TOKENS_PER_MONTH -> month.used();
                case TOKENS_PER_DAY -> day.used();
                default -> tokens.sum(now.millis());
            };
            if (wanted > left(allowed, used)) {
                long wait = wanted > allowed ? Refusal.NEVER : waitFor(limit, wanted - (allowed - used), now);
                refusal = longer(refusal, new Refusal(account, limit, wanted, wait));
            }
        }
        return refusal;
    }

    void reserve(long amount) {
        openReservations++;
        reserved += amount;
    }

    void settle(long amount, long used, long inMinute, Moment now) {
        turn(now);
        openReservations--;
        reserved -= amount;
        day.add(used);
        month.add(used);
        if (inMinute > 0) {
            tokens.add(now.millis(), inMinute);
        }
    }

    /** Writes, where needed, up to where the tokens may be used now; completes when that is written. */
    List<Future<Void>> mark(Limits limits, UsageJournal journal) {
        List<Future<Void>> waiting = new ArrayList<>(2);
        mark(day, limits.tokensPerDay(), journal, waiting);
        mark(month, limits.tokensPerMonth(), journal, waiting);
        return waiting;
    }

    /** What has been used and is set aside, as the last marks of this process. */
    List<UsageMark> lastMarks() {
        List<UsageMark> marks = new ArrayList<>(2);
        for (Budget budget : List.of(day, month)) {
            if (budget.isMarked(1) || budget.used() + reserved > 0) {
                marks.add(new UsageMark(kind, id, budget.period(), budget.used() + reserved));
            }
        }
        return marks;
    }

    AccountState state(Moment now) {
        return new AccountState(
                requests.sum(now.millis()),
                requests.millisUntilEmpty(now.millis()),
                tokens.sum(now.millis()),
                tokens.millisUntilEmpty(now.millis()),
                reserved,
                day.used(),
                month.used());
    }

    /** The refusal that holds longer. */
    static @Nullable Refusal longer(@Nullable Refusal one, @Nullable Refusal other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.waitMillis() > one.waitMillis() ? other : one;
    }

    private void mark(Budget budget, long limit, UsageJournal journal, List<Future<Void>> waiting) {
        if (limit == Limits.NONE) {
            return;
        }
        long need = budget.used() + reserved;
        long mark = budget.markFor(need, limit);
        if (!budget.isMarked(mark)) {
            String period = budget.period();
            Future<Void> writing = journal.write(List.of(new UsageMark(kind, id, period, mark)));
            budget.marking(mark, writing);
            if (!writing.isComplete()) {
                writing.onComplete(done -> marked(budget, period, mark, done.succeeded()));
            }
        }
        Future<Void> written = budget.whenWritten(need);
        if (!written.succeeded()) {
            waiting.add(written);
        }
    }

    private void marked(Budget budget, String period, long mark, boolean done) {
        lock.lock();
        try {
            budget.marked(period, mark, done);
        } finally {
            lock.unlock();
        }
    }

    private long waitFor(Limit limit, long missing, Moment now) {
        return switch (limit) {
            case TOKENS_PER_MONTH -> now.day().monthEndMillis() - now.millis();
            case TOKENS_PER_DAY -> now.day().endMillis() - now.millis();
            // What is set aside may all be used, and then counts as long as anything can.
            default ->
                missing > 0 && reserved == 0
                        ? tokens.millisUntilFreed(now.millis(), missing)
                        : SlidingWindow.longestMillis();
        };
    }

    private long left(long limit, long used) {
        return limit == Limits.NONE ? Limits.NONE : limit - used - reserved;
    }

    private void turn(Moment now) {
        day.turn(now.dayName());
        month.turn(now.monthName());
    }
}
