package io.inkstone.orchestration.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.orchestration.Account;
import io.inkstone.orchestration.Limits;
import io.inkstone.orchestration.Quotas;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InProcessQuotasTest extends QuotasContract {

    /** Keeps what a disk would keep, until it is told to fail or to be slow. */
    private static final class Disk implements UsageJournal {

        private final Map<String, UsageMark> kept = new LinkedHashMap<>();
        private final List<Promise<Void>> slow = new ArrayList<>();
        private boolean isSlow;
        private boolean fails;
        private int writes;

        @Override
        public synchronized Future<Void> write(List<UsageMark> marks) {
            if (fails) {
                return Future.failedFuture("no space");
            }
            writes++;
            marks.forEach(mark -> kept.put(mark.kind() + mark.id() + mark.period(), mark));
            if (isSlow) {
                slow.add(Promise.promise());
                return slow.get(slow.size() - 1).future();
            }
            return Future.succeededFuture();
        }

        List<UsageMark> read() {
            return List.copyOf(kept.values());
        }
    }

    private final Disk disk = new Disk();
    private final Quotas quotas = new InProcessQuotas(clock, List.of(), disk, refusals::add);

    @Override
    Quotas quotas() {
        return quotas;
    }

    @Test
    void never_forgets_a_token_when_it_is_killed() {
        List<Account> accounts = tenant(new Limits(NONE, NONE, NONE, 10_000, 50_000));
        Random random = new Random(7);
        long used = 0;
        for (int i = 0; i < 60; i++) {
            long reserved = 1 + random.nextInt(100);
            long tokens = random.nextLong(reserved + 1);
            settle(reserve(accounts, reserved), tokens);
            used += tokens;
            long left = leftAfterKill(accounts);
            assertThat(left).isLessThanOrEqualTo(10_000 - used);
            assertThat(left).isGreaterThanOrEqualTo(10_000 - used - 10_000 / 64 - 100);
        }
        reserve(accounts, 777);

        assertThat(leftAfterKill(accounts)).isLessThanOrEqualTo(10_000 - used - 777);
        assertThat(disk.writes).isLessThan(60);
    }

    @Test
    void knows_the_exact_number_after_an_orderly_end() {
        List<Account> accounts = tenant(new Limits(NONE, NONE, NONE, 10_000, NONE));
        settle(reserve(accounts, 1000), 123);

        quotas.close();

        assertThat(leftAfterKill(accounts)).isEqualTo(10_000 - 123);
    }

    @Test
    void gives_no_tokens_out_before_they_are_written() {
        List<Account> accounts = tenant(new Limits(NONE, NONE, NONE, 10_000, NONE));
        disk.isSlow = true;

        Future<Quotas.Reservation> first = quotas.reserve(accounts, 10, 10);
        Future<Quotas.Reservation> second = quotas.reserve(accounts, 10, 10);

        assertThat(first.isComplete()).isFalse();
        assertThat(second.isComplete()).isFalse();
        disk.slow.forEach(Promise::complete);
        assertThat(get(first).tokens()).isEqualTo(10);
        assertThat(get(second).tokens()).isEqualTo(10);
        assertThat(quotas.reserve(accounts, 10, 10).isComplete()).isTrue();
    }

    @Test
    void refuses_and_keeps_nothing_when_the_disk_fails() {
        List<Account> accounts = tenant(new Limits(NONE, NONE, NONE, 100, NONE));
        disk.fails = true;

        assertThat(refusal(quotas.reserve(accounts, 60, 60)).code()).isEqualTo("quota_store_unavailable");
        assertThat(refusal(quotas.reserve(accounts, 60, 60)).status()).isEqualTo(503);
        disk.fails = false;

        assertThat(reserve(accounts, 100).tokens()).isEqualTo(100);
    }

    @Test
    void forgets_accounts_that_use_nothing() {
        Limits limits = new Limits(5, NONE, 5, NONE, NONE);
        for (int i = 0; i < 3000; i++) {
            enter(List.of(account(Account.Kind.TENANT, "once-" + i, limits))).leave(true);
            clock.advance(Duration.ofSeconds(1));
        }
        List<Account> busy = tenant(limits);
        enter(busy);
        for (int i = 3000; i < 6000; i++) {
            enter(List.of(account(Account.Kind.TENANT, "once-" + i, limits))).leave(true);
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(((InProcessQuotas) quotas).size()).isLessThan(2000);
        for (int i = 0; i < 4; i++) {
            enter(busy);
        }
        assertThat(refusal(quotas.enter(busy)).code()).isEqualTo("concurrency_exceeded");
    }

    @Test
    void holds_its_limits_for_threads_side_by_side() throws Exception {
        Account ofTenant = account(Account.Kind.TENANT, tenant, new Limits(NONE, 100_000, 40, NONE, NONE));
        ExecutorService threads = Executors.newFixedThreadPool(16);
        CountDownLatch done = new CountDownLatch(16);
        AtomicLong running = new AtomicLong();
        AtomicLong mostRunning = new AtomicLong();
        AtomicLong tokens = new AtomicLong();
        for (int t = 0; t < 16; t++) {
            Account ofKey = account(Account.Kind.KEY, tenant + t % 4, new Limits(NONE, 40_000, 12, NONE, NONE));
            List<Account> accounts = t % 2 == 0 ? List.of(ofTenant, ofKey) : List.of(ofKey, ofTenant);
            threads.execute(() -> {
                for (int i = 0; i < 3000; i++) {
                    quotas.enter(accounts).onSuccess(entry -> {
                        mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
                        quotas.reserve(accounts, 10, 30).onSuccess(reservation -> {
                            tokens.addAndGet(reservation.tokens());
                            reservation.settle(reservation.tokens());
                        });
                        running.decrementAndGet();
                        entry.leave(true);
                    });
                }
                done.countDown();
            });
        }

        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        threads.shutdown();
        assertThat(mostRunning.get()).isBetween(1L, 40L);
        assertThat(tokens.get()).isBetween(99_990L, 100_000L);
        assertThat(rate(show(List.of(ofTenant)).tokens()).remaining()).isEqualTo(100_000 - tokens.get());
    }

    private long leftAfterKill(List<Account> accounts) {
        Quotas next = new InProcessQuotas(clock, disk.read(), UsageJournal.NONE, refusal -> {});
        return rate(get(next.standing(accounts)).tokens()).remaining();
    }
}
