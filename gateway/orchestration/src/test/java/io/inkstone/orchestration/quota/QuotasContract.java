package io.inkstone.orchestration.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.orchestration.Account;
import io.inkstone.orchestration.Limits;
import io.inkstone.orchestration.Quotas;
import io.inkstone.orchestration.Refusal;
import io.inkstone.orchestration.SettableClock;
import io.inkstone.orchestration.Standing;
import io.inkstone.protocol.ApiException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of quotas does. */
abstract class QuotasContract {

    static final long NONE = Limits.NONE;

    final SettableClock clock = new SettableClock("2026-11-24T12:00:00Z");
    final List<Refusal> refusals = new CopyOnWriteArrayList<>();

    /** An own tenant for each test, since a store may outlive it. */
    final String tenant = "t" + Math.abs(new Random().nextLong());

    abstract Quotas quotas();

    @Test
    void counts_requests_at_one_time() {
        List<Account> accounts = tenant(new Limits(NONE, NONE, 2, NONE, NONE));
        Quotas.Entry first = enter(accounts);
        enter(accounts);

        ApiException refusal = refusal(quotas().enter(accounts));
        first.leave(true);
        first.leave(true);

        assertThat(refusal.code()).isEqualTo("concurrency_exceeded");
        assertThat(refusal.status()).isEqualTo(429);
        assertThat(refusal.retryAfterSeconds()).isEqualTo(1);
        enter(accounts);
        assertThat(refusal(quotas().enter(accounts)).code()).isEqualTo("concurrency_exceeded");
    }

    @Test
    void says_after_how_many_seconds_a_request_fits_again() {
        List<Account> accounts = tenant(new Limits(2, NONE, NONE, NONE, NONE));
        enter(accounts).leave(true);
        clock.advance(Duration.ofMillis(20_050));
        enter(accounts).leave(true);

        ApiException refusal = refusal(quotas().enter(accounts));
        assertThat(refusal.code()).isEqualTo("requests_per_minute_exceeded");
        assertThat(refusal.getMessage()).contains("Tenant '" + tenant + "'", "2 requests a minute");
        assertThat(refusal.retryAfterSeconds()).isBetween(40, 41);
        clock.advance(Duration.ofSeconds(refusal.retryAfterSeconds() - 2));
        assertThat(refusal(quotas().enter(accounts)).retryAfterSeconds()).isBetween(1, 2);
        clock.advance(Duration.ofSeconds(2));

        enter(accounts);
    }

    @Test
    void takes_back_a_request_that_was_refused_later() {
        List<Account> accounts = tenant(new Limits(2, NONE, NONE, NONE, NONE));
        Quotas.Entry refused = enter(accounts);
        clock.advance(Duration.ofSeconds(3));
        enter(accounts).leave(true);
        refused.leave(false);

        assertThat(rate(show(accounts).requests()).remaining()).isEqualTo(1);
        enter(accounts);
        assertThat(refusal(quotas().enter(accounts)).retryAfterSeconds()).isBetween(60, 61);
    }

    @Test
    void passes_only_when_all_accounts_have_room_and_else_counts_on_none() {
        Account ofTenant = account(Account.Kind.TENANT, tenant, new Limits(10, 1000, NONE, NONE, NONE));
        Account ofKey = account(Account.Kind.KEY, tenant + "k", new Limits(1, 100, NONE, NONE, NONE));
        Account ofUser = account(Account.Kind.USER, tenant + "/u", new Limits(5, 500, NONE, NONE, NONE));
        List<Account> all = List.of(ofTenant, ofKey, ofUser);
        enter(all).leave(true);
        reserve(all, 90).settle(90);

        ApiException requests = refusal(quotas().enter(all));
        ApiException tokens = refusal(quotas().reserve(all, 11, 11));

        assertThat(requests.getMessage()).contains("Key '" + tenant + "k'");
        assertThat(tokens.code()).isEqualTo("tokens_per_minute_exceeded");
        assertThat(tokens.getMessage()).contains("Key '" + tenant + "k'");
        assertThat(refusals).extracting(one -> one.account().kind()).containsOnly(Account.Kind.KEY);
        Standing ofOthers = show(List.of(ofTenant, ofUser));
        assertThat(rate(ofOthers.requests()).remaining()).isEqualTo(4);
        assertThat(rate(ofOthers.tokens()).remaining()).isEqualTo(410);
        assertThat(rate(show(List.of(ofTenant)).tokens()).remaining()).isEqualTo(910);
    }

    @Test
    void keeps_reserved_tokens_from_others_until_they_are_settled() {
        List<Account> accounts = tenant(new Limits(NONE, NONE, NONE, 100, NONE));
        Quotas.Reservation first = reserve(accounts, 60);

        assertThat(refusal(quotas().reserve(accounts, 41, 41)).code()).isEqualTo("tokens_per_day_exceeded");
        assertThat(rate(first.standing().tokens()).remaining()).isEqualTo(40);
        assertThat(rate(settle(first, 10).tokens()).remaining()).isEqualTo(90);
        settle(first, 90);

        settle(reserve(accounts, 90), 0);
        reserve(accounts, 90);
    }

    @Test
    void gives_as_much_as_there_is_between_the_least_and_the_most() {
        List<Account> accounts = tenant(new Limits(NONE, 100, NONE, NONE, NONE));

        assertThat(get(quotas().reserve(accounts, 10, 70)).tokens()).isEqualTo(70);
        assertThat(get(quotas().reserve(accounts, 10, 70)).tokens()).isEqualTo(30);
        assertThat(refusal(quotas().reserve(accounts, 1, 70)).code()).isEqualTo("tokens_per_minute_exceeded");
    }

    @Test
    void counts_what_was_used_beyond_what_was_reserved() {
        List<Account> accounts = tenant(new Limits(NONE, 100, NONE, NONE, 1000));

        settle(reserve(accounts, 50), 180);

        assertThat(rate(show(accounts).tokens()).remaining()).isZero();
        ApiException refusal = refusal(quotas().reserve(accounts, 1, 1));
        clock.advance(Duration.ofSeconds(refusal.retryAfterSeconds()));
        assertThat(reserve(accounts, 100).tokens()).isEqualTo(100);
        assertThat(refusals.get(0).account().limits().tokensPerMonth()).isEqualTo(1000);
    }

    @Test
    void counts_more_in_the_minute_where_more_may_have_been_used() {
        Account aMinute = account(Account.Kind.TENANT, tenant, new Limits(NONE, 100, NONE, NONE, NONE));
        Account aDay = account(Account.Kind.TENANT, tenant, new Limits(NONE, NONE, NONE, 1000, NONE));

        get(reserve(List.of(aMinute), 80).settle(30, 80));

        assertThat(rate(show(List.of(aMinute)).tokens()).remaining()).isEqualTo(20);
        assertThat(rate(show(List.of(aDay)).tokens()).remaining()).isEqualTo(970);
    }

    @Test
    void says_after_how_many_seconds_tokens_fit_again() {
        List<Account> accounts = tenant(new Limits(NONE, 100, NONE, NONE, NONE));
        settle(reserve(accounts, 40), 40);
        clock.advance(Duration.ofSeconds(30));
        settle(reserve(accounts, 40), 40);

        ApiException few = refusal(quotas().reserve(accounts, 50, 50));
        ApiException many = refusal(quotas().reserve(accounts, 61, 61));
        assertThat(few.retryAfterSeconds()).isBetween(30, 31);
        assertThat(many.retryAfterSeconds()).isBetween(60, 61);
        clock.advance(Duration.ofSeconds(few.retryAfterSeconds()));

        settle(reserve(accounts, 50), 0);
        clock.advance(Duration.ofSeconds(many.retryAfterSeconds() - few.retryAfterSeconds()));
        reserve(accounts, 61);
    }

    @Test
    void names_no_wait_for_more_than_the_limit_itself() {
        List<Account> accounts = tenant(new Limits(NONE, 100, NONE, NONE, NONE));

        ApiException refusal = refusal(quotas().reserve(accounts, 101, 101));

        assertThat(refusal.retryAfterSeconds()).isZero();
        assertThat(refusal.getMessage()).contains("lower max_tokens").doesNotContain("try again");
    }

    @Test
    void gives_the_tokens_of_a_day_back_at_midnight_and_those_of_a_month_at_its_end() {
        List<Account> accounts = tenant(new Limits(NONE, NONE, NONE, 100, 150));
        settle(reserve(accounts, 100), 100);

        ApiException day = refusal(quotas().reserve(accounts, 1, 1));
        assertThat(day.code()).isEqualTo("tokens_per_day_exceeded");
        assertThat(day.retryAfterSeconds()).isEqualTo(12 * 3600);
        clock.advance(Duration.ofSeconds(day.retryAfterSeconds()));

        ApiException month = refusal(quotas().reserve(accounts, 51, 51));
        assertThat(month.code()).isEqualTo("tokens_per_month_exceeded");
        assertThat(month.retryAfterSeconds()).isEqualTo(6 * 86400);
        settle(reserve(accounts, 50), 50);
        clock.advance(Duration.ofSeconds(month.retryAfterSeconds()));

        reserve(accounts, 100);
    }

    @Test
    void counts_on_the_day_of_its_end_what_began_the_day_before() {
        List<Account> accounts = tenant(new Limits(NONE, NONE, NONE, 100, NONE));
        clock.advance(Duration.ofHours(12).minusSeconds(5));
        Quotas.Reservation over = reserve(accounts, 80);
        clock.advance(Duration.ofSeconds(10));

        assertThat(refusal(quotas().reserve(accounts, 21, 21)).code()).isEqualTo("tokens_per_day_exceeded");
        assertThat(rate(settle(over, 70).tokens()).remaining()).isEqualTo(30);
    }

    @Test
    void tells_the_tightest_of_all_limits_and_when_it_is_whole_again() {
        Account ofTenant = account(Account.Kind.TENANT, tenant, new Limits(100, 5000, NONE, 10_000, NONE));
        Account ofKey = account(Account.Kind.KEY, tenant + "k", new Limits(20, NONE, NONE, 300, NONE));
        List<Account> all = List.of(ofTenant, ofKey);

        Quotas.Entry entry = enter(all);

        Standing.Rate requests = rate(entry.standing().requests());
        assertThat(requests.limit()).isEqualTo(20);
        assertThat(requests.remaining()).isEqualTo(19);
        assertThat(requests.resetMillis()).isBetween(60_000L, 60_100L);
        Standing.Rate tokens = rate(reserve(all, 100).standing().tokens());
        assertThat(tokens.limit()).isEqualTo(300);
        assertThat(tokens.remaining()).isEqualTo(200);
        assertThat(tokens.resetMillis()).isEqualTo(Duration.ofHours(12).toMillis());
        assertThat(show(tenant(Limits.UNLIMITED))).isEqualTo(Standing.UNLIMITED);
    }

    /** Against a model that keeps every event and adds up. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void never_lets_more_than_a_limit_through_in_any_60_seconds(long seed) {
        Random random = new Random(seed);
        Account ofTenant = account(Account.Kind.TENANT, tenant, new Limits(30, 1000, 6, 9000, NONE));
        Account ofKey = account(Account.Kind.KEY, tenant + "k", new Limits(12, 700, 4, NONE, 20_000));
        List<List<Account>> callers = List.of(List.of(ofTenant), List.of(ofTenant, ofKey));
        SimpleQuotas model = new SimpleQuotas(clock);
        List<Step> open = new ArrayList<>();
        int passed = 0;
        int refused = 0;

        for (int i = 0; i < 1500; i++) {
            clock.advance(Duration.ofMillis(random.nextInt(900)));
            if (!open.isEmpty() && random.nextInt(3) > 0) {
                open.remove(random.nextInt(open.size())).end(model, random);
                continue;
            }
            List<Account> caller = callers.get(random.nextInt(2));
            boolean request = random.nextBoolean();
            long least = 1 + random.nextInt(200);
            Future<Step> step = request
                    ? quotas().enter(caller).map(entry -> new Step(caller, clock.millis(), 0, entry, null))
                    : quotas().reserve(caller, least, least + 50)
                            .map(reservation ->
                                    new Step(caller, clock.millis(), reservation.tokens(), null, reservation));
            try {
                open.add(await(step));
                model.passed(caller, open.get(open.size() - 1).tokens());
                passed++;
            } catch (ApiException e) {
                assertThat(model.refuses(caller, e.code(), least))
                        .as("step %d: %s", i, e.getMessage())
                        .isTrue();
                refused++;
            }
            model.assertNoLimitIsExceeded(callers.get(1));
        }
        assertThat(passed).isGreaterThan(200);
        assertThat(refused).isGreaterThan(30);
    }

    /** One that passed and has not ended. */
    record Step(
            List<Account> accounts,
            long at,
            long tokens,
            Quotas.@Nullable Entry entry,
            Quotas.@Nullable Reservation reservation) {

        void end(SimpleQuotas model, Random random) {
            if (entry != null) {
                boolean counted = random.nextInt(4) > 0;
                entry.leave(counted);
                model.left(accounts, at, counted);
            } else if (reservation != null) {
                long used = random.nextInt(4) == 0 ? 0 : random.nextLong(tokens + 1);
                settle(reservation, used);
                model.settled(accounts, tokens, used);
            }
        }
    }

    final List<Account> tenant(Limits limits) {
        return List.of(account(Account.Kind.TENANT, tenant, limits));
    }

    final Quotas.Entry enter(List<Account> accounts) {
        return get(quotas().enter(accounts));
    }

    final Quotas.Reservation reserve(List<Account> accounts, long tokens) {
        return get(quotas().reserve(accounts, tokens, tokens));
    }

    final Standing show(List<Account> accounts) {
        return get(quotas().standing(accounts));
    }

    static Standing settle(Quotas.Reservation reservation, long used) {
        return get(reservation.settle(used));
    }

    static Account account(Account.Kind kind, String id, Limits limits) {
        return new Account(kind, id, limits);
    }

    static Standing.Rate rate(Standing.@Nullable Rate rate) {
        return Objects.requireNonNull(rate);
    }

    static <T> T get(Future<T> future) {
        try {
            return await(future);
        } catch (ApiException e) {
            throw new AssertionError("refused: " + e.getMessage(), e);
        }
    }

    static ApiException refusal(Future<?> future) {
        try {
            await(future);
        } catch (ApiException e) {
            return e;
        }
        throw new AssertionError("it was not refused");
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ApiException known) {
                throw known;
            }
            throw new AssertionError("it failed with no error of ours", e);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("it did not end", e);
        }
    }
}
