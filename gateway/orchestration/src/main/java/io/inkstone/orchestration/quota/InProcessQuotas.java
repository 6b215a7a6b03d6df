package io.inkstone.orchestration.quota;

import io.inkstone.orchestration.Account;
import io.inkstone.orchestration.OnContext;
import io.inkstone.orchestration.Quotas;
import io.inkstone.orchestration.Refusal;
import io.inkstone.orchestration.Standing;
import io.inkstone.protocol.ApiException;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Quotas of one gateway, in its memory. Each account has a lock; a step takes those of all its accounts in one fixed order and
 * holds them for some hundred nanoseconds. A call waits only where the {@link UsageJournal} has to be written first.
 */
public final class InProcessQuotas implements Quotas {

    private static final Logger LOG = LoggerFactory.getLogger(InProcessQuotas.class);
    private static final int MANY_ACCOUNTS = 1024;
    private static final Comparator<Account> ORDER =
            Comparator.comparing(Account::kind).thenComparing(Account::id);

    private final Clock clock;
    private final UsageJournal journal;
    private final Consumer<Refusal> observer;
    private final List<ConcurrentHashMap<String, AccountUse>> uses = new ArrayList<>();
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private volatile Moment latest;
    private volatile int sweepAt = MANY_ACCOUNTS;

    /**
     * @param carriedOver what was used before this process; of an account and period the highest counts
     * @param journal keeps what is used
     * @param observer told of every refusal
     */
    public InProcessQuotas(Clock clock, List<UsageMark> carriedOver, UsageJournal journal, Consumer<Refusal> observer) {
        this.clock = clock;
        this.journal = journal;
        this.observer = observer;
        for (Account.Kind ignored : Account.Kind.values()) {
            uses.add(new ConcurrentHashMap<>());
        }
        latest = Moment.of(clock.millis());
        for (UsageMark mark : carriedOver) {
            use(mark.kind(), mark.id()).carryOver(latest, mark);
        }
    }

    @Override
    public Future<Entry> enter(List<Account> accounts) {
        List<Account> ordered = ordered(accounts);
        List<AccountUse> locked = lock(ordered);
        Refusal refusal = null;
        try {
            Moment now = now();
            for (int i = 0; i < locked.size(); i++) {
                refusal = AccountUse.longer(refusal, locked.get(i).refusesRequest(ordered.get(i), now));
            }
            if (refusal == null) {
                long[] steps = new long[locked.size()];
                for (int i = 0; i < steps.length; i++) {
                    steps[i] = locked.get(i).enter(now);
                }
                return Future.succeededFuture(new Running(locked, steps, standingOf(ordered, locked, now)));
            }
        } finally {
            unlock(locked);
        }
        return refused(refusal);
    }

    @Override
    public Future<Reservation> reserve(List<Account> accounts, long least, long most) {
        List<Account> ordered = ordered(accounts);
        List<AccountUse> locked = lock(ordered);
        Refusal refusal = null;
        try {
            Moment now = now();
            long room = most;
            for (int i = 0; i < locked.size(); i++) {
                room = Math.min(room, locked.get(i).room(ordered.get(i).limits(), now));
            }
            if (room >= least) {
                List<Future<Void>> writing = new ArrayList<>(0);
                for (int i = 0; i < locked.size(); i++) {
                    locked.get(i).reserve(room);
                    writing.addAll(locked.get(i).mark(ordered.get(i).limits(), journal));
                }
                Reserved reserved = new Reserved(ordered, locked, room, standingOf(ordered, locked, now));
                return writing.isEmpty() ? Future.succeededFuture(reserved) : whenWritten(reserved, writing);
            }
            for (int i = 0; i < locked.size(); i++) {
                refusal = AccountUse.longer(refusal, locked.get(i).refusesTokens(ordered.get(i), least, now));
            }
        } finally {
            unlock(locked);
        }
        if (refusal == null) {
            throw new IllegalStateException("tokens were refused and no limit says why");
        }
        return refused(refusal);
    }

    @Override
    public Future<Standing> standing(List<Account> accounts) {
        List<Account> ordered = ordered(accounts);
        List<AccountUse> locked = lock(ordered);
        try {
            return Future.succeededFuture(standingOf(ordered, locked, now()));
        } finally {
            unlock(locked);
        }
    }

    /** Writes what was used in truth in the place of the marks that are ahead of it; waits for that some seconds at most. */
    @Override
    public void close() {
        List<UsageMark> marks = new ArrayList<>();
        for (ConcurrentHashMap<String, AccountUse> ofKind : uses) {
            for (AccountUse use : ofKind.values()) {
                use.lock.lock();
                try {
                    marks.addAll(use.lastMarks());
                } finally {
                    use.lock.unlock();
                }
            }
        }
        try {
            journal.write(marks).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.error("The tokens that were used could not be written; the next start counts more than that", e);
        }
    }

    private Future<Reservation> whenWritten(Reserved reserved, List<Future<Void>> writing) {
        return OnContext.ofCaller(Future.all(writing).<Reservation>map(reserved).recover(cause -> {
            reserved.settle(0);
            return Future.failedFuture(ApiException.unavailable(
                    "quota_store_unavailable",
                    "The tokens that are used cannot be written down, so none are given out; check the disk or the"
                            + " database of the gateway.",
                    5));
        }));
    }

    private <T> Future<T> refused(Refusal refusal) {
        observer.accept(refusal);
        return Future.failedFuture(refusal.toException());
    }

    private static Standing standingOf(List<Account> ordered, List<AccountUse> locked, Moment now) {
        List<AccountState> states = new ArrayList<>(locked.size());
        locked.forEach(use -> states.add(use.state(now)));
        return AccountState.standing(ordered, states, now.millis(), now.day());
    }

    private Moment now() {
        Moment now = latest.at(clock.millis());
        latest = now;
        return now;
    }

    /** In the order in which their locks are taken; almost always as they are. */
    private static List<Account> ordered(List<Account> accounts) {
        for (int i = 1; i < accounts.size(); i++) {
            if (ORDER.compare(accounts.get(i - 1), accounts.get(i)) >= 0) {
                return accounts.stream().sorted(ORDER).toList();
            }
        }
        return accounts;
    }

    private List<AccountUse> lock(List<Account> ordered) {
        while (true) {
            List<AccountUse> locked = new ArrayList<>(ordered.size());
            boolean forgotten = false;
            for (Account account : ordered) {
                AccountUse use = use(account.kind(), account.id());
                use.lock.lock();
                locked.add(use);
                forgotten |= use.isForgotten();
            }
            if (!forgotten) {
                return locked;
            }
            unlock(locked);
        }
    }

    private static void unlock(List<AccountUse> locked) {
        locked.forEach(use -> use.lock.unlock());
    }

    private AccountUse use(Account.Kind kind, String id) {
        ConcurrentHashMap<String, AccountUse> ofKind = uses.get(kind.ordinal());
        AccountUse known = ofKind.get(id);
        if (known != null) {
            return known;
        }
        AccountUse made = ofKind.computeIfAbsent(id, newId -> new AccountUse(kind, newId));
        if (size() > sweepAt && sweeping.compareAndSet(false, true)) {
            sweep();
        }
        return made;
    }

    /** How many accounts are held. */
    int size() {
        return uses.stream().mapToInt(ConcurrentHashMap::size).sum();
    }

    /** Forgets accounts that use nothing, so that those who come once do not stay for ever. */
    private void sweep() {
        Moment now = now();
        for (ConcurrentHashMap<String, AccountUse> ofKind : uses) {
            // This thread may hold locks of accounts that it is about to use.
            ofKind.values()
                    .removeIf(use -> !use.lock.isHeldByCurrentThread() && use.lock.tryLock() && forgets(use, now));
        }
        sweepAt = Math.max(MANY_ACCOUNTS, 2 * size());
        sweeping.set(false);
    }

    private static boolean forgets(AccountUse locked, Moment now) {
        try {
            return locked.forget(now);
        } finally {
            locked.lock.unlock();
        }
    }

    /** A request on the accounts that it entered. */
    private static final class Running implements Entry {

        private final List<AccountUse> uses;
        private final long[] steps;
        private final Standing standing;
        private final AtomicBoolean open = new AtomicBoolean(true);

        Running(List<AccountUse> uses, long[] steps, Standing standing) {
            this.uses = uses;
            this.steps = steps;
            this.standing = standing;
        }

        @Override
        public Standing standing() {
            return standing;
        }

        @Override
        public void leave(boolean counted) {
            if (open.compareAndSet(true, false)) {
                uses.forEach(use -> use.lock.lock());
                for (int i = 0; i < steps.length; i++) {
                    uses.get(i).leave(steps[i], counted);
                }
                unlock(uses);
            }
        }
    }

    private final class Reserved implements Reservation {

        private final List<Account> accounts;
        private final List<AccountUse> uses;
        private final long tokens;
        private final Standing standing;
        private final AtomicBoolean open = new AtomicBoolean(true);

        Reserved(List<Account> accounts, List<AccountUse> uses, long tokens, Standing standing) {
            this.accounts = accounts;
            this.uses = uses;
            this.tokens = tokens;
            this.standing = standing;
        }

        @Override
        public long tokens() {
            return tokens;
        }

        @Override
        public Standing standing() {
            return standing;
        }

        @Override
        public Future<Standing> settle(long used, long inMinute) {
            if (!open.compareAndSet(true, false)) {
                return Future.succeededFuture(standing);
            }
            uses.forEach(use -> use.lock.lock());
            try {
                Moment now = now();
                for (int i = 0; i < uses.size(); i++) {
                    uses.get(i).settle(tokens, used, inMinute, now);
                    // Not waited for: it has more to write only where more was used than was set aside.
                    uses.get(i).mark(accounts.get(i).limits(), journal);
                }
                return Future.succeededFuture(standingOf(accounts, uses, now));
            } finally {
                unlock(uses);
            }
        }
    }
}
