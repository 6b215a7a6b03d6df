package io.inkstone.gateway.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inkstone.orchestration.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.Extension.class)
class PostgresStateTest extends StateContract {

    private final PostgresServer server;
    private final DatabaseServer database;

    PostgresStateTest(PostgresServer server) {
        this.server = server;
        this.database = server.newDatabase();
    }

    @Override
    State open() {
        return State.connect(database);
    }

    @Test
    void is_open_in_several_places_which_see_each_others_changes() {
        try (State other = open()) {
            long before = other.version();
            state.tenants().put(tenant("acme", Limits.UNLIMITED));

            assertThat(other.version()).isGreaterThan(before);
            assertThat(other.tenants().all()).containsOnlyKeys("acme");
            assertThat(other.secrets().of("mask")).isEqualTo(state.secrets().of("mask"));
        }
    }

    @Test
    void is_claimed_by_one_gateway_or_by_replicas() {
        try (State other = open()) {
            try (GatewayClaim alone = state.claim(false)) {
                assertThatThrownBy(() -> other.claim(false))
                        .isInstanceOf(StateException.class)
                        .hasMessageContaining("Another gateway")
                        .hasMessageContaining("inkstone.gateway.replicas");
                assertThatThrownBy(() -> other.claim(true)).isInstanceOf(StateException.class);
                alone.renew();
            }
            try (GatewayClaim one = state.claim(true);
                    GatewayClaim two = other.claim(true)) {
                one.renew();
                two.renew();
                assertThatThrownBy(() -> other.claim(false)).isInstanceOf(StateException.class);
            }
        }
    }

    @Test
    void goes_on_after_its_connections_were_lost() {
        try (GatewayClaim claim = state.claim(false)) {
            state.tenants().put(tenant("acme", Limits.UNLIMITED));
            server.dropConnections(database);

            claim.renew();
            assertThat(state.tenants().all()).containsOnlyKeys("acme");
            try (State other = open()) {
                assertThatThrownBy(() -> other.claim(false)).isInstanceOf(StateException.class);
            }
        }
    }

    @Test
    void says_nothing_of_the_password() {
        DatabaseServer wrong = new DatabaseServer(database.url(), "inkstone", "wrong-secret-4711");

        assertThatThrownBy(() -> State.connect(wrong))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("inkstone.gateway.state.url")
                .hasStackTraceContaining("PSQLException")
                .satisfies(e -> assertThat(org.assertj.core.util.Throwables.getStackTrace(e))
                        .doesNotContain("wrong-secret-4711"));
        assertThat(wrong.toString()).doesNotContain("wrong-secret-4711");
    }

    @Test
    void refuses_an_address_that_is_none() {
        assertThatThrownBy(() -> new DatabaseServer("mysql://host/x", "u", "p"))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("jdbc:postgresql://host:5432/inkstone");
        assertThatThrownBy(() -> new DatabaseServer(database.url() + "?password=secret-0815", "u", "p"))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("INKSTONE_GATEWAY_STATE_PASSWORD")
                .hasMessageNotContaining("secret-0815");
    }

    @Test
    void has_no_copy_of_its_own() {
        assertThatThrownBy(() -> state.backUp())
                .isInstanceOf(StateException.class)
                .hasMessageContaining("pg_dump");
    }
}
