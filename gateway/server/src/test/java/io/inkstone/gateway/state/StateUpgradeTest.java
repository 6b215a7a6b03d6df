package io.inkstone.gateway.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.orchestration.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That states of earlier versions open with everything in them. */
@ExtendWith(PostgresServer.Extension.class)
class StateUpgradeTest {

    private static final String HASH = "a".repeat(64);
    private static final String MASK = "b".repeat(64);

    @TempDir
    Path dataDir;

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "3"})
    void opens_a_folder_of_version(String version) throws Exception {
        Files.createDirectories(dataDir.resolve("state"));
        fill("jdbc:h2:file:" + dataDir.resolve("state/inkstone").toAbsolutePath(), "sa", "", version);

        try (State state = State.open(dataDir)) {
            assertWhole(state, version);
        }
        try (State again = State.open(dataDir)) {
            assertWhole(again, version);
        }
    }

    @Test
    void opens_tables_of_a_server_of_version_2(PostgresServer server) throws Exception {
        DatabaseServer database = server.newDatabase();
        fill(database.url(), database.user(), database.password(), "2");

        try (State state = State.connect(database)) {
            assertWhole(state, "2");
        }
    }

    /** What a gateway of that time had written. */
    private static void fill(String url, String user, String password, String version) throws Exception {
        Flyway.configure(StateUpgradeTest.class.getClassLoader())
                .dataSource(url, user, password)
                .locations("classpath:io/inkstone/gateway/migrations")
                .target(version)
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection(url, user, password);
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO tenants (id, requests_per_minute, concurrency, models, created_at)"
                    + " VALUES ('acme', 7, 2, 'parrot', '2026-11-24 10:00:00+00')");
            statement.execute("INSERT INTO api_keys (id, tenant, name, hash, admin, created_at)"
                    + " VALUES ('key_old', 'acme', 'laptop', '" + HASH + "', FALSE, '2026-11-24 10:00:00+00')");
            statement.execute("INSERT INTO api_keys (id, tenant, name, hash, admin, created_at, revoked_at)"
                    + " VALUES ('key_gone', 'acme', 'x', '" + MASK + "', FALSE, '2026-11-24 10:00:00+00',"
                    + " '2026-11-24 11:00:00+00')");
            for (int day = 24; day < 26; day++) {
                statement.execute("INSERT INTO audit (at, request_id, tenant, key_id, operation, status, outcome,"
                        + " prompt_tokens, completion_tokens, took_millis) VALUES ('2026-11-" + day
                        + " 23:59:59.5+00', 'r" + day + "', 'acme', 'key_old', 'completions', "
                        + (day == 24 ? 200 : 500) + ", 'ok', 7, 5, 12)");
            }
            if (!version.equals("1")) {
                statement.execute("INSERT INTO policies VALUES ('acme', 'rails: {}', '2026-11-24 10:00:00+00')");
                statement.execute("INSERT INTO secrets VALUES ('mask', '" + MASK + "')");
            }
        }
    }

    private static void assertWhole(State state, String version) {
        Instant made = Instant.parse("2026-11-24T10:00:00Z");
        assertThat(state.tenants().all())
                .containsOnly(Map.entry(
                        "acme",
                        Tenant.of(
                                "acme",
                                new Limits(7, Limits.NONE, 2, Limits.NONE, Limits.NONE),
                                Set.of("parrot"),
                                made)));
        assertThat(state.keys().all())
                .containsExactly(new ApiKey.Stored(
                        new ApiKey("key_old", "acme", "laptop", false, ApiKey.Scope.ALL, made),
                        HASH,
                        null,
                        null,
                        null));
        assertThat(state.audit().list(AuditQuery.newest(10)))
                .extracting(entry -> entry.audited().requestId())
                .containsExactlyInAnyOrder("r24", "r25");
        assertThat(state.usage().tokensSince(LocalDate.parse("2026-11-24"), UsageGroup.DAY))
                .containsOnly(Map.entry("2026-11-24", 12L), Map.entry("2026-11-25", 12L));
        if (!version.equals("1")) {
            assertThat(state.policies().all()).containsOnly(Map.entry("acme", "rails: {}"));
            assertThat(state.secrets().of("mask")).isEqualTo(MASK);
        }
    }
}
