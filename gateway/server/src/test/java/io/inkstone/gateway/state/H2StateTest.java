package io.inkstone.gateway.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inkstone.orchestration.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2StateTest extends StateContract {

    @TempDir
    Path dataDir;

    @Override
    State open() {
        return State.open(dataDir);
    }

    @Test
    void is_open_in_one_place_at_a_time() {
        assertThat(state.isShared()).isFalse();
        assertThatThrownBy(() -> State.open(dataDir))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("open in another process");
    }

    @Test
    void names_a_folder_that_cannot_be_made() throws Exception {
        Path file = Files.writeString(dataDir.resolve("file"), "");

        assertThatThrownBy(() -> State.open(file))
                .isInstanceOf(StateException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("--data DIR");
    }

    @Test
    void refuses_a_file_that_is_damaged() throws Exception {
        state.close();
        Files.writeString(dataDir.resolve("state/inkstone.mv.db"), "no database");

        assertThatThrownBy(() -> State.open(dataDir))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("cannot be opened");

        Files.delete(dataDir.resolve("state/inkstone.mv.db"));
        state = open(); // the lock was let go
    }

    @Test
    void refuses_what_a_newer_version_wrote() throws Exception {
        state.close();
        String url = "jdbc:h2:file:" + dataDir.resolve("state/inkstone").toAbsolutePath();
        try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
            connection.createStatement().execute("""
                    INSERT INTO "flyway_schema_history" SELECT MAX("installed_rank") + 1, '999', 'from the future', 'SQL',
                        'V999__from_the_future.sql', 1, 'sa', CURRENT_TIMESTAMP, 1, TRUE FROM "flyway_schema_history"
                    """);
        }

        assertThatThrownBy(() -> State.open(dataDir))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("newer version")
                .hasMessageContaining("999");

        try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
            connection.createStatement().execute("DELETE FROM \"flyway_schema_history\" WHERE \"version\" = '999'");
        }
        state = open();
    }

    @Test
    void copies_itself_while_it_is_in_use() throws Exception {
        state.tenants().put(tenant("acme", Limits.UNLIMITED));
        Path zip = state.backUp();
        state.tenants().put(tenant("later", Limits.UNLIMITED));
        Path copy = Files.createDirectories(dataDir.resolve("copy/state"));
        try (ZipFile file = new ZipFile(zip.toFile())) {
            Files.copy(file.getInputStream(file.getEntry("inkstone.mv.db")), copy.resolve("inkstone.mv.db"));
        }

        try (State restored = State.open(dataDir.resolve("copy"))) {
            assertThat(restored.tenants().all()).containsOnlyKeys("acme");
        }
    }
}
