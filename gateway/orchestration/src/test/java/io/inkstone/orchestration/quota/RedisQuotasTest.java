package io.inkstone.orchestration.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.inkstone.orchestration.Account;
import io.inkstone.orchestration.Limits;
import io.inkstone.orchestration.Quotas;
import io.inkstone.orchestration.Standing;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a real server; skipped where none is installed. */
class RedisQuotasTest extends QuotasContract {

    private static final Duration LEASE = Duration.ofSeconds(30);

    private static Vertx vertx;
    private static RedisServer redis;

    private Quotas quotas;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(RedisServer.isInstalled(), "redis-server is not installed (apt-get install redis-server)");
        vertx = Vertx.vertx();
        redis = new RedisServer();
    }

    @AfterAll
    static void stop() throws Exception {
        if (redis != null) {
            redis.close();
            vertx.close();
        }
    }

    @BeforeEach
    void open() {
        quotas = gateway(false);
    }

    @AfterEach
    void close() {
        quotas.close();
    }

    @Override
    Quotas quotas() {
        return quotas;
    }

    @Test
    void counts_for_all_gateways_together() {
        List<Account> accounts = tenant(new Limits(2, 100, 1, NONE, NONE));
        Quotas other = gateway(false);
        get(other.enter(accounts)).leave(true);
        settle(get(other.reserve(accounts, 60, 60)), 60);

        assertThat(rate(show(accounts).requests()).remaining()).isEqualTo(1);
        assertThat(refusal(quotas.reserve(accounts, 41, 41)).code()).isEqualTo("tokens_per_minute_exceeded");
        enter(accounts);
        assertThat(refusal(other.enter(accounts)).code()).isEqualTo("requests_per_minute_exceeded");
        other.close();
    }

    @Test
    void gives_back_what_a_dead_gateway_ran_and_counts_all_that_it_had_reserved() {
        List<Account> accounts = tenant(new Limits(NONE, 1000, 1, 5000, NONE));
        Quotas dead = gateway(false);
        get(dead.enter(accounts));
        get(dead.reserve(accounts, 700, 700));
        dead.close(); // renews nothing any more, and settles nothing

        assertThat(refusal(quotas.enter(accounts)).code()).isEqualTo("concurrency_exceeded");
        clock.advance(LEASE.plusSeconds(1));

        enter(accounts);
        assertThat(refusal(quotas.reserve(accounts, 301, 301)).code()).isEqualTo("tokens_per_minute_exceeded");
        clock.advance(Duration.ofSeconds(60));
        assertThat(reserve(accounts, 1000).tokens()).isEqualTo(1000);
        clock.advance(Duration.ofSeconds(29));
        Account aDay = account(Account.Kind.TENANT, tenant, new Limits(NONE, NONE, NONE, 5000, NONE));
        assertThat(rate(show(List.of(aDay)).tokens()).remaining()).isEqualTo(5000 - 700 - 1000);
    }

    @Test
    void counts_what_a_dead_gateway_had_reserved_on_the_day_on_which_its_lease_ended() {
        List<Account> accounts = tenant(new Limits(NONE, NONE, NONE, 1000, 9000));
        reserve(accounts, 700);
        clock.advance(Duration.ofHours(13));

        Standing nextDay = show(accounts);

        assertThat(rate(nextDay.tokens()).remaining()).isEqualTo(1000);
        Account aMonth = account(Account.Kind.TENANT, tenant, new Limits(NONE, NONE, NONE, NONE, 9000));
        assertThat(rate(show(List.of(aMonth)).tokens()).remaining()).isEqualTo(8300);
    }

    @Test
    void does_not_give_back_what_is_settled_after_its_lease_has_ended() {
        List<Account> accounts = tenant(new Limits(NONE, NONE, NONE, 1000, NONE));
        Quotas.Reservation late = reserve(accounts, 100);
        Quotas.Reservation beyond = reserve(accounts, 100);
        clock.advance(LEASE.plusSeconds(1));
        show(accounts);

        settle(late, 10);
        settle(beyond, 150);

        assertThat(rate(show(accounts).tokens()).remaining()).isEqualTo(1000 - 100 - 150);
    }

    @Test
    void renews_what_runs_long() throws Exception {
        Duration shortLease = Duration.ofMillis(600);
        List<Account> accounts = tenant(new Limits(NONE, NONE, 1, 1000, NONE));
        RedisQuotas own = new RedisQuotas(
                vertx, new RedisQuotas.Options(redis.url(), Duration.ofSeconds(5), shortLease, false), refusals::add);
        Quotas.Entry entry = get(own.enter(accounts));
        Quotas.Reservation reservation = get(own.reserve(accounts, 500, 500));

        java.util.concurrent.CompletableFuture.runAsync(
                        () -> {},
                        java.util.concurrent.CompletableFuture.delayedExecutor(
                                3 * shortLease.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS))
                .get();

        assertThat(refusal(own.enter(accounts)).code()).isEqualTo("concurrency_exceeded");
        assertThat(rate(settle(reservation, 20).tokens()).remaining()).isEqualTo(980);
        entry.leave(true);
        get(own.enter(accounts)).leave(true);
        own.close();
    }

    @Test
    void takes_over_what_was_used_where_redis_is_new() {
        List<Account> accounts = tenant(new Limits(NONE, NONE, NONE, 1000, 2000));
        await(((RedisQuotas) quotas)
                .carryOver(List.of(
                        new UsageMark(Account.Kind.TENANT, tenant, "2026-11-24", 300),
                        new UsageMark(Account.Kind.TENANT, tenant, "2026-11", 1900),
                        new UsageMark(Account.Kind.TENANT, tenant, "2026-10", 5000))));

        assertThat(rate(show(accounts).tokens()).remaining()).isEqualTo(100);
    }

    @Test
    void refuses_while_redis_is_gone_and_goes_on_when_it_is_back() throws Exception {
        try (RedisServer own = new RedisServer()) {
            Quotas gateway = new RedisQuotas(
                    vertx, new RedisQuotas.Options(own.url(), Duration.ofSeconds(5), LEASE, false), refusals::add);
            List<Account> accounts = tenant(new Limits(10, 100, NONE, NONE, NONE));
            get(gateway.enter(accounts));
            own.kill();

            assertThat(refusal(gateway.enter(accounts)).code()).isEqualTo("quota_store_unavailable");
            assertThat(refusal(gateway.reserve(accounts, 1, 1)).status()).isEqualTo(503);
            get(gateway.enter(tenant(Limits.UNLIMITED))).leave(true);
            own.restart();

            get(gateway.enter(accounts));
            gateway.close();
        }
    }

    @Test
    void does_not_wait_for_a_redis_that_hangs_and_charges_nothing_for_it() throws Exception {
        try (RedisServer own = new RedisServer()) {
            Quotas gateway = new RedisQuotas(
                    vertx, new RedisQuotas.Options(own.url(), Duration.ofMillis(300), LEASE, false), refusals::add);
            List<Account> accounts = tenant(new Limits(10, 100, NONE, NONE, NONE));
            get(gateway.enter(accounts)).leave(true);
            own.signal("STOP");

            assertThat(refusal(gateway.reserve(accounts, 50, 50)).code()).isEqualTo("quota_store_unavailable");
            own.signal("CONT");

            assertThat(rate(get(gateway.standing(accounts)).tokens()).remaining())
                    .isIn(50L, 100L);
            gateway.close();
        }
    }

    @Test
    void lets_everyone_pass_while_redis_is_gone_where_that_is_set() {
        Quotas open = gateway("unix:///nowhere/redis", true);
        List<Account> accounts = tenant(new Limits(1, 100, NONE, NONE, NONE));

        get(open.enter(accounts)).leave(true);
        get(open.enter(accounts)).leave(true);

        assertThat(get(open.reserve(accounts, 10, 5000)).tokens()).isEqualTo(5000);
        open.close();
    }

    private Quotas gateway(boolean admitWhenUnavailable) {
        return gateway(redis.url(), admitWhenUnavailable);
    }

    private Quotas gateway(String url, boolean admitWhenUnavailable) {
        return new RedisQuotas(
                vertx,
                new RedisQuotas.Options(url, Duration.ofSeconds(5), LEASE, admitWhenUnavailable),
                refusals::add,
                clock);
    }
}
