package io.inkstone.gateway.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.gateway.state.State;
import io.inkstone.guardrails.PolicyReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoliciesTest {

    private static final int CHANGES = 100;

    @TempDir
    Path dataDir;

    @Test
    void changes_and_requests_do_not_wait_for_one_another() throws Exception {
        try (State state = State.open(dataDir)) {
            Policies policies = new Policies(state, PolicyReader.standard().only("marker"), Clock.systemUTC());
            CompletableFuture<Void> requests = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 20 * CHANGES; i++) {
                    assertThat(policies.of("tenant-" + i % 40).maskKey()).hasSize(32);
                }
            });
            CompletableFuture<Void> changes = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < CHANGES; i++) {
                    policies.put("tenant-" + i % 40, "rails: {marker: {on: [user]}}");
                }
            });
            CompletableFuture.allOf(requests, changes).get(60, TimeUnit.SECONDS);

            assertThat(policies.of("tenant-7").policy().guard("x").rule("marker"))
                    .isNotNull();
            assertThat(policies.of("tenant-41").policy().guard("x").rule("marker"))
                    .isNull();
            assertThat(policies.all()).hasSize(40);
        }
    }
}
