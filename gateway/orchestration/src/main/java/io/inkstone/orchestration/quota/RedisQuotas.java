package io.inkstone.orchestration.quota;

import io.inkstone.orchestration.Account;
import io.inkstone.orchestration.Limit;
import io.inkstone.orchestration.Limits;
import io.inkstone.orchestration.OnContext;
import io.inkstone.orchestration.Quotas;
import io.inkstone.orchestration.Refusal;
import io.inkstone.orchestration.Standing;
import io.inkstone.protocol.ApiException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Quotas of several gateways together, in Redis, by its clock. What a gateway holds it holds on a lease that it renews: when it
 * dies, its requests stop running and its reserved tokens count as used once the lease has ended. Callers whose accounts have no
 * limit of a kind do not wait for Redis, and do not need it.
 */
public final class RedisQuotas implements Quotas {

    private static final Logger LOG = LoggerFactory.getLogger(RedisQuotas.class);
    private static final long SETTLE_AGAIN_MILLIS = 1000;
    private static final long NO_LIMIT_FROM = 1L << 53;

    private final Vertx vertx;
    private final Options options;
    private final Consumer<Refusal> observer;
    private final @Nullable Clock clock;
    private final RedisScript script;
    private final Set<Held> held = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final long renewing;

    /**
     * How to use Redis.
     *
     * @param url as {@code redis://[:password@]host[:port][/database]}, {@code rediss://…} or {@code unix://path}
     * @param timeout how long a step may take
     * @param lease how long what a gateway holds outlives it
     * @param admitWhenUnavailable whether requests pass uncounted while Redis does not answer; otherwise they are refused
     */
    public record Options(String url, Duration timeout, Duration lease, boolean admitWhenUnavailable) {
        @Override
        public String toString() {
            return "Options[url not shown]"; // it may hold a password
        }
    }

    /** Quotas that connect when they are first needed. */
    public RedisQuotas(Vertx vertx, Options options, Consumer<Refusal> observer) {
        this(vertx, options, observer, null);
    }

    /**
     * Quotas by another clock.
     *
     * @param clock in the place of the server's, the same for all gateways; null for the server's
     */
    public RedisQuotas(Vertx vertx, Options options, Consumer<Refusal> observer, @Nullable Clock clock) {
        this.vertx = vertx;
        this.options = options;
        this.observer = observer;
        this.clock = clock;
        this.script = new RedisScript(vertx, options.url(), options.timeout());
        this.renewing = vertx.setPeriodic(Math.max(1, options.lease().toMillis() / 3), fired -> renew());
    }

    /** Counts what tenants used before, where Redis knows of less: when it was set up anew. Marks of others are passed over. */
    public Future<Void> carryOver(Collection<UsageMark> marks) {
        Moment now = Moment.of(clock == null ? System.currentTimeMillis() : clock.millis());
        List<Future<Answer>> carried = new ArrayList<>();
        for (UsageMark mark : marks) {
            if (mark.kind() == Account.Kind.TENANT) {
                Account tenant = new Account(mark.kind(), mark.id(), Limits.UNLIMITED);
                long today = mark.period().equals(now.dayName()) ? mark.tokens() : 0;
                long thisMonth = mark.period().equals(now.monthName()) ? mark.tokens() : 0;
                carried.add(run(new Step("carry", "", today, thisMonth), List.of(tenant)));
            }
        }
        return Future.all(carried).mapEmpty();
    }

    @Override
    public Future<Entry> enter(List<Account> accounts) {
        if (!AccountState.anyLimits(accounts, Limit.REQUESTS_PER_MINUTE, Limit.CONCURRENCY)) {
            return Future.succeededFuture(new Uncounted(List.of(), 0));
        }
        String id = UUID.randomUUID().toString();
        return OnContext.ofCaller(run(new Step("enter", id, 0, 0), accounts)
                .<Entry>map(answer -> new Running(id, accounts, answer))
                .recover(failure -> {
                    if (failure instanceof ApiException) {
                        return Future.failedFuture(failure);
                    }
                    // It may have been counted although no answer came.
                    run(new Step("leave", id, 0, 0), accounts);
                    return unavailable(failure, new Uncounted(List.of(), 0));
                }));
    }

    @Override
    public Future<Reservation> reserve(List<Account> accounts, long least, long most) {
        if (!AccountState.anyLimits(accounts, Limit.TOKENS_PER_MINUTE, Limit.TOKENS_PER_DAY, Limit.TOKENS_PER_MONTH)) {
            return Future.succeededFuture(new Uncounted(accounts, most));
        }
        String id = UUID.randomUUID().toString();
        return OnContext.ofCaller(run(new Step("reserve", id, least, most), accounts)
                .<Reservation>map(answer -> new Reserved(id, accounts, answer))
                .recover(failure -> {
                    if (failure instanceof ApiException) {
                        return Future.failedFuture(failure);
                    }
                    run(new Step("settle", id, 0, 0, most), accounts);
                    return unavailable(failure, new Uncounted(accounts, most));
                }));
    }

    @Override
    public Future<Standing> standing(List<Account> accounts) {
        return OnContext.ofCaller(
                run(new Step("show", "", 0, 0), accounts).map(Answer::standing).otherwise(Standing.UNLIMITED));
    }

    @Override
    public void close() {
        vertx.cancelTimer(renewing);
        script.close();
    }

    private <T> Future<T> unavailable(Throwable cause, T whenAdmitted) {
        if (failing.compareAndSet(false, true)) {
            LOG.error("Redis, which counts requests and tokens, does not answer: {}", String.valueOf(cause));
        }
        if (options.admitWhenUnavailable()) {
            return Future.succeededFuture(whenAdmitted);
        }
        return Future.failedFuture(ApiException.unavailable(
                "quota_store_unavailable",
                "Requests and tokens cannot be counted, since Redis does not answer the gateway; try again. The"
                        + " administrator finds the cause in its log, and the address in inkstone.gateway.quotas.redis.url.",
                2));
    }

    /**
     * One step of the script.
     *
     * @param name which
     * @param id of what is held
     * @param numbers three at most, whose meaning is the step's
     */
    private record Step(String name, String id, long... numbers) {}

    /** One run of the script; fails with 429 when it refuses, with whatever else when it could not be run. */
    private Future<Answer> run(Step step, List<Account> accounts) {
        List<String> keys = new ArrayList<>(5 * accounts.size());
        List<String> arguments = new ArrayList<>(7 + 5 * accounts.size());
        arguments.add(step.name());
        arguments.add(clock == null ? "" : Long.toString(clock.millis()));
        arguments.add(Long.toString(options.lease().toMillis()));
        arguments.add(step.id());
        for (int i = 0; i < 3; i++) {
            arguments.add(i < step.numbers().length ? Long.toString(step.numbers()[i]) : "0");
        }
        for (Account account : accounts) {
            // All accounts of a tenant are on one node of a cluster.
            String key = "inkstone:quota:{" + accounts.get(0).id() + "}:"
                    + account.kind().name().toLowerCase(Locale.ROOT) + ":" + account.id();
            for (String part : List.of("", ":requests", ":tokens", ":open", ":running")) {
                keys.add(key + part);
            }
            for (Limit limit : Limit.values()) {
                long value = limit.of(account.limits());
                arguments.add(value >= NO_LIMIT_FROM ? "-1" : Long.toString(value));
            }
        }
        return script.run(keys, arguments).compose(response -> {
            failing.set(false);
            if (response.get(0).toLong() == 1) {
                return Future.succeededFuture(Answer.of(response, accounts));
            }
            long wait = response.get(4).toLong();
            Refusal refusal = new Refusal(
                    accounts.get(response.get(2).toInteger() - 1),
                    Limit.values()[response.get(3).toInteger() - 1],
                    step.name().equals("enter") ? 1 : step.numbers()[0],
                    wait < 0 ? Refusal.NEVER : wait);
            observer.accept(refusal);
            return Future.failedFuture(refusal.toException());
        });
    }

    private void renew() {
        long old = System.nanoTime() - options.lease().toNanos() / 4;
        for (Held one : held) {
            if (one.sinceNanos - old < 0) {
                run(new Step("renew", one.id, 0, 0), one.accounts);
            }
        }
    }

    /** What the script answers when it does not refuse. */
    private record Answer(long nowMillis, long granted, Standing standing) {

        static Answer of(Response response, List<Account> accounts) {
            long now = response.get(1).toLong();
            List<AccountState> states = new ArrayList<>(accounts.size());
            for (int i = 3; i + 6 < response.size(); i += 7) {
                states.add(new AccountState(
                        response.get(i).toLong(),
                        response.get(i + 1).toLong(),
                        response.get(i + 2).toLong(),
                        response.get(i + 3).toLong(),
                        response.get(i + 4).toLong(),
                        response.get(i + 5).toLong(),
                        response.get(i + 6).toLong()));
            }
            return new Answer(
                    now, response.get(2).toLong(), AccountState.standing(accounts, states, now, CalendarDay.of(now)));
        }
    }

    /** Something on a lease. */
    private abstract class Held {

        final String id;
        final List<Account> accounts;
        final Answer answer;
        final long sinceNanos = System.nanoTime();

        Held(String id, List<Account> accounts, Answer answer) {
            this.id = id;
            this.accounts = accounts;
            this.answer = answer;
            held.add(this);
        }

        public Standing standing() {
            return answer.standing();
        }

        /** True once. */
        boolean letGo() {
            return held.remove(this);
        }
    }

    private final class Running extends Held implements Entry {

        Running(String id, List<Account> accounts, Answer answer) {
            super(id, accounts, answer);
        }

        @Override
        public void leave(boolean counted) {
            if (letGo()) {
                run(new Step("leave", id, counted ? 1 : 0, answer.nowMillis()), accounts);
            }
        }
    }

    private final class Reserved extends Held implements Reservation {

        Reserved(String id, List<Account> accounts, Answer answer) {
            super(id, accounts, answer);
        }

        @Override
        public long tokens() {
            return answer.granted();
        }

        @Override
        public Future<Standing> settle(long used, long inMinute) {
            if (!letGo()) {
                return Future.succeededFuture(standing());
            }
            return OnContext.ofCaller(run(new Step("settle", id, used, inMinute, tokens()), accounts)
                    .map(Answer::standing)
                    .recover(failure -> {
                        // Once more; if that fails too, the lease ends and all that was set aside counts.
                        vertx.setTimer(
                                SETTLE_AGAIN_MILLIS,
                                fired -> run(new Step("settle", id, used, inMinute, tokens()), accounts));
                        return Future.succeededFuture(standing());
                    }));
        }
    }

    /** Passed without a look at Redis; what is used is counted there still, for a limit that may be set later. */
    private final class Uncounted implements Entry, Reservation {

        private final List<Account> accounts;
        private final long tokens;
        private final AtomicBoolean open = new AtomicBoolean(true);

        Uncounted(List<Account> accounts, long tokens) {
            this.accounts = accounts;
            this.tokens = tokens;
        }

        @Override
        public long tokens() {
            return tokens;
        }

        @Override
        public Standing standing() {
            return Standing.UNLIMITED;
        }

        @Override
        public void leave(boolean counted) {
            // It was not counted.
        }

        @Override
        public Future<Standing> settle(long used, long inMinute) {
            if (open.compareAndSet(true, false) && used > 0 && !accounts.isEmpty()) {
                run(new Step("settle", "", used, inMinute, 0), accounts);
            }
            return Future.succeededFuture(Standing.UNLIMITED);
        }
    }
}
