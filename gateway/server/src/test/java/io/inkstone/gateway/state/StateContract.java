package io.inkstone.gateway.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.inkstone.orchestration.AuditRecord;
import io.inkstone.orchestration.Limits;
import io.inkstone.protocol.Usage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every state keeps, whatever database is below. */
abstract class StateContract {

    static final Instant NOON = Instant.parse("2026-11-30T12:00:00.123456Z");

    State state;

    /** Opens the state of this test, and the same one again. */
    abstract State open();

    @BeforeEach
    void openFirst() {
        state = open();
    }

    @AfterEach
    void closeLast() {
        state.close();
    }

    void reopen() {
        state.close();
        state = open();
    }

    static Tenant tenant(String id, Limits limits, String... models) {
        return Tenant.of(id, limits, Set.of(models), NOON);
    }

    static AuditRecord audited(String requestId, Instant at, String tenant, Map<String, Usage> models) {
        return audited(requestId, at, tenant, null, models);
    }

    static AuditRecord audited(
            String requestId, Instant at, String tenant, @Nullable String user, Map<String, Usage> models) {
        Usage all = models.values().stream().reduce(Usage.NONE, Usage::plus);
        return new AuditRecord(
                at,
                requestId,
                tenant,
                "key_of_" + tenant,
                "chat.completions",
                requestId.startsWith("bad") ? 429 : 200,
                "ok",
                all.promptTokens(),
                all.completionTokens(),
                Map.of("privacy", 2),
                "redact",
                17,
                user,
                models);
    }

    @Test
    void keeps_tenants_and_what_was_changed_of_them() {
        state.tenants().put(tenant("acme", new Limits(1, 2, 3, 4, 5), "parrot", "crow"));
        state.tenants().put(tenant("beta", Limits.UNLIMITED));
        state.tenants().put(tenant("acme", new Limits(7, Limits.NONE, 3, 4, Limits.NONE), "parrot"));

        reopen();

        assertThat(state.tenants().all())
                .containsOnlyKeys("acme", "beta")
                .containsEntry("acme", tenant("acme", new Limits(7, Limits.NONE, 3, 4, Limits.NONE), "parrot"))
                .containsEntry("beta", tenant("beta", Limits.UNLIMITED));
    }

    @Test
    void adds_a_tenant_only_where_there_is_none() {
        Tenant limited = tenant("acme", new Limits(1, 2, 3, 4, 5), "parrot");
        assertThat(state.tenants().putIfMissing(limited)).isEqualTo(limited);
        assertThat(state.tenants().putIfMissing(tenant("acme", Limits.UNLIMITED)))
                .isEqualTo(limited);
        assertThat(state.tenants().all()).containsOnly(Map.entry("acme", limited));
    }

    @Test
    void keeps_keys_until_they_are_revoked() {
        state.tenants().put(tenant("acme", Limits.UNLIMITED));
        ApiKey.WithSecret kept = ApiKey.generate("acme", "kept", true, ApiKey.Scope.ALL, NOON);
        ApiKey.WithSecret revoked = ApiKey.generate("acme", "revoked", false, ApiKey.Scope.ALL, NOON);
        for (ApiKey.WithSecret key : List.of(kept, revoked)) {
            state.keys().add(key.key(), ApiKey.hash(key.secret()));
        }
        state.keys().revoke(revoked.key().id(), NOON);
        state.keys().revoke(revoked.key().id(), NOON.plusSeconds(1));
        state.keys().revoke("key_none", NOON);

        reopen();

        assertThat(state.keys().all())
                .containsExactly(new ApiKey.Stored(kept.key(), ApiKey.hash(kept.secret()), null, null, null));
    }

    @Test
    void refuses_a_key_of_no_tenant() {
        ApiKey.WithSecret key = ApiKey.generate("nobody", "x", false, ApiKey.Scope.ALL, NOON);

        assertThatThrownBy(() -> state.keys().add(key.key(), ApiKey.hash(key.secret())))
                .isInstanceOf(RuntimeException.class)
                .hasMessageNotContaining(ApiKey.hash(key.secret()));
    }

    @Test
    void keeps_policies_and_secrets() {
        String mask = state.secrets().of("mask");
        state.policies().put("acme", "rails: {}", NOON);
        state.policies().put("acme", "rails: {privacy: {on: [user]}} # 谁", NOON);
        state.policies().put("gone", "rails: {}", NOON);
        state.policies().remove("gone");
        state.policies().remove("gone");

        reopen();

        assertThat(state.policies().all()).containsOnly(Map.entry("acme", "rails: {privacy: {on: [user]}} # 谁"));
        assertThat(mask).matches("[0-9a-f]{64}");
        assertThat(state.secrets().of("mask"))
                .isEqualTo(mask)
                .isNotEqualTo(state.secrets().of("other"));
    }

    @Test
    void counts_changes_and_not_audit_records() {
        long before = state.version();
        state.audit().add(List.of(audited("one", NOON, "acme", Map.of())));
        assertThat(state.version()).isEqualTo(before);

        state.tenants().put(tenant("acme", Limits.UNLIMITED));
        state.policies().put("acme", "", NOON);

        assertThat(state.version()).isEqualTo(before + 2);
    }

    @Test
    void keeps_audit_records_as_they_were() {
        AuditRecord one = audited("one", NOON, "acme", "mia", Map.of("parrot", new Usage(7, 5, 0)));
        state.audit().add(List.of(one));

        reopen();

        AuditStore.Entry kept = state.audit().list(AuditQuery.newest(10)).get(0);
        assertThat(kept.models()).isEqualTo("parrot");
        assertThat(kept.audited())
                .usingRecursiveComparison()
                .ignoringFields("models")
                .isEqualTo(one);
    }

    @Test
    void lists_audit_records_by_whose_what_and_when_page_by_page() {
        List<AuditRecord> records = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            records.add(audited("r" + i, NOON.plusSeconds(i), i % 2 == 0 ? "even" : "odd", Map.of()));
        }
        state.audit().add(records);

        List<String> paged = new ArrayList<>();
        OptionalLong after = OptionalLong.empty();
        for (int page = 0; page < 3; page++) {
            for (AuditStore.Entry entry : state.audit().list(of("even", null, null, null, null, after, 5))) {
                paged.add(entry.audited().requestId());
                after = OptionalLong.of(entry.id());
            }
        }

        assertThat(paged)
                .containsExactly("r24", "r22", "r20", "r18", "r16", "r14", "r12", "r10", "r8", "r6", "r4", "r2", "r0");
        OptionalLong none = OptionalLong.empty();
        assertThat(ids(of(null, "key_of_odd", "chat.completions", NOON.plusSeconds(3), NOON.plusSeconds(7), none, 100)))
                .containsExactly("r5", "r3");
        assertThat(ids(of(null, null, "embeddings", null, null, none, 100))).isEmpty();
        assertThat(ids(of("even' OR '1'='1", null, null, null, null, none, 100)))
                .isEmpty();
    }

    private static AuditQuery of(
            @Nullable String tenant,
            @Nullable String key,
            @Nullable String operation,
            @Nullable Instant from,
            @Nullable Instant to,
            OptionalLong after,
            int most) {
        return new AuditQuery(tenant, key, operation, from, to, after, most);
    }

    private List<String> ids(AuditQuery query) {
        return state.audit().list(query).stream()
                .map(entry -> entry.audited().requestId())
                .toList();
    }

    @Test
    void adds_usage_up_by_every_group_and_the_days_of_utc() {
        Instant lastMoment = Instant.parse("2026-11-29T23:59:59.999999Z");
        Instant midnight = Instant.parse("2026-11-30T00:00:00Z");
        state.audit()
                .add(List.of(
                        audited("a", lastMoment, "acme", "mia", Map.of("parrot", new Usage(10, 1, 0))),
                        audited("b", midnight, "acme", "mia", Map.of("parrot", new Usage(20, 2, 0)))));
        Map<String, Usage> two = Map.of("parrot", new Usage(100, 10, 0), "vectors", new Usage(1000, 0, 0));
        state.audit()
                .add(List.of(
                        audited("c", NOON, "acme", two),
                        audited("bad", NOON, "acme", Map.of()),
                        audited("d", NOON, "beta", Map.of("parrot", new Usage(5, 5, 0)))));

        reopen();

        assertThat(used(UsageGroup.DAY))
                .containsExactly(tuple("2026-11-29", 1L, 0L, 11L), tuple("2026-11-30", 4L, 1L, 1142L));
        assertThat(used(UsageGroup.TENANT)).containsExactly(tuple("acme", 4L, 1L, 1143L), tuple("beta", 1L, 0L, 10L));
        assertThat(used(UsageGroup.MODEL))
                .containsExactly(tuple("", 1L, 1L, 0L), tuple("parrot", 4L, 0L, 153L), tuple("vectors", 0L, 0L, 1000L));
        assertThat(used(UsageGroup.USER)).containsExactly(tuple("", 3L, 1L, 1120L), tuple("mia", 2L, 0L, 33L));
        assertThat(used(UsageGroup.KEY))
                .extracting(row -> row.toList().get(0))
                .containsExactly("key_of_acme", "key_of_beta");
        assertThat(used(UsageGroup.OPERATION)).containsExactly(tuple("chat.completions", 5L, 1L, 1153L));
        assertThat(state.usage().tokensSince(LocalDate.parse("2026-11-30"), UsageGroup.TENANT))
                .containsOnly(Map.entry("acme", 1132L), Map.entry("beta", 10L));
        LocalDate day = LocalDate.parse("2026-11-30");
        assertThat(state.usage().of(new UsageQuery(day, day, Map.of(UsageGroup.TENANT, "none"), List.of(), 1)))
                .containsExactly(new UsageRow(Map.of(), 0, 0, 0, 0));
    }

    private List<org.assertj.core.groups.Tuple> used(UsageGroup by) {
        LocalDate day = LocalDate.parse("2026-11-30");
        return state.usage().of(new UsageQuery(day.minusDays(1), day, Map.of(), List.of(by), 100)).stream()
                .map(row -> tuple(row.groups().get(by), row.requests(), row.failed(), row.tokens()))
                .toList();
    }

    @Test
    void adds_up_figures_by_tenant_label_and_day() {
        LocalDate day = LocalDate.parse("2026-11-30");
        Map<FigureCount, Long> first = Map.of(
                new FigureCount("acme", "code", day, "java", "shown"), 3L,
                new FigureCount("acme", "code", day, "java", "accepted"), 1L,
                new FigureCount("acme", "code", day.minusDays(1), "python", "shown"), 5L,
                new FigureCount("acme", "ads", day, "java", "shown"), 100L);
        state.figures().add(first);
        state.figures().add(first);
        state.figures().add(Map.of(new FigureCount("beta", "code", day, "java", "shown"), 7L));

        reopen();

        assertThat(figures("acme", day.minusDays(1), day, FigureGroup.LABEL))
                .containsExactly(
                        new FigureSums(List.of("java"), Map.of("shown", 6L, "accepted", 2L)),
                        new FigureSums(List.of("python"), Map.of("shown", 10L)));
        assertThat(figures(null, day, day, FigureGroup.TENANT, FigureGroup.DAY))
                .containsExactly(
                        new FigureSums(List.of("acme", "2026-11-30"), Map.of("shown", 6L, "accepted", 2L)),
                        new FigureSums(List.of("beta", "2026-11-30"), Map.of("shown", 7L)));
        assertThat(figures("acme", day, day))
                .containsExactly(new FigureSums(List.of(), Map.of("shown", 6L, "accepted", 2L)));
        assertThat(figures("nobody", day, day)).isEmpty();
    }

    private List<FigureSums> figures(@Nullable String tenant, LocalDate from, LocalDate to, FigureGroup... by) {
        return state.figures().of(new FigureQuery("code", tenant, from, to, List.of(by)), 100);
    }

    @Test
    void loses_no_figure_when_many_count_at_once() throws Exception {
        int writers = 4;
        int times = 25;
        LocalDate day = LocalDate.parse("2026-11-30");
        CompletableFuture<?>[] all = new CompletableFuture<?>[writers];
        for (int writer = 0; writer < writers; writer++) {
            all[writer] = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < times; i++) {
                    state.figures()
                            .add(Map.of(
                                    new FigureCount("acme", "code", day, "java", "shown"), 1L,
                                    new FigureCount("acme", "code", day, "java", "typed"), 2L));
                }
            });
        }
        CompletableFuture.allOf(all).get(120, TimeUnit.SECONDS);

        assertThat(figures("acme", day, day))
                .containsExactly(new FigureSums(
                        List.of(), Map.of("shown", (long) writers * times, "typed", 2L * writers * times)));
    }

    @Test
    void cuts_names_that_are_too_long_rather_than_to_lose_the_record() {
        String giant = "\uD83D\uDE00".repeat(2000) + "\0";
        AuditRecord one = new AuditRecord(
                NOON,
                giant,
                "acme",
                giant,
                giant,
                200,
                giant,
                1,
                1,
                Map.of(giant, 1),
                "allow",
                1,
                giant,
                Map.of(giant, new Usage(1, 1, 0)));

        state.audit().add(List.of(one));

        assertThat(state.audit().list(AuditQuery.newest(10))).hasSize(1);
        assertThat(state.usage().tokensSince(LocalDate.parse("2026-11-30"), UsageGroup.TENANT))
                .containsEntry("acme", 2L);
    }

    @Test
    void writes_a_batch_whole_or_not_at_all() {
        AuditRecord tenantTooLong = audited("two", NOON, "x".repeat(65), Map.of());

        assertThatThrownBy(() -> state.audit().add(List.of(audited("one", NOON, "acme", Map.of()), tenantTooLong)))
                .isInstanceOf(RuntimeException.class);

        assertThat(state.audit().list(AuditQuery.newest(10))).isEmpty();
        assertThat(state.usage().tokensSince(LocalDate.parse("2026-11-01"), UsageGroup.TENANT))
                .isEmpty();
    }

    @Test
    void loses_nothing_when_many_write_at_once() throws Exception {
        int writers = 8;
        int batches = 25;
        CompletableFuture<?>[] all = new CompletableFuture<?>[writers];
        for (int writer = 0; writer < writers; writer++) {
            all[writer] = CompletableFuture.runAsync(() -> {
                for (int batch = 0; batch < batches; batch++) {
                    state.audit().add(List.of(audited("r", NOON, "acme", Map.of("parrot", new Usage(2, 1, 0)))));
                    state.tenants().put(tenant("tenant-" + batch, Limits.UNLIMITED));
                }
            });
        }
        CompletableFuture.allOf(all).get(120, TimeUnit.SECONDS);

        assertThat(state.usage().tokensSince(LocalDate.parse("2026-11-30"), UsageGroup.TENANT))
                .containsEntry("acme", 3L * writers * batches);
        assertThat(state.tenants().all()).hasSize(batches);
        assertThat(state.version()).isEqualTo((long) writers * batches);
    }
}
