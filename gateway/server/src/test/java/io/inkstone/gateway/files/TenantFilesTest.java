package io.inkstone.gateway.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inkstone.gateway.state.Tables;
import io.inkstone.protocol.ApiException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantFilesTest {

    private static final Duration KEEP = Duration.ofDays(30);
    private static final byte[] CONTENT = "what a tenant wrote".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final TurnedClock clock = new TurnedClock();
    private Connection connection;
    private TenantFiles files;

    @BeforeEach
    void open() throws Exception {
        connection = DriverManager.getConnection("jdbc:h2:mem:");
        String migration = "/io/inkstone/gateway/migrations/V4__files_batches.sql";
        try (InputStream script = Objects.requireNonNull(getClass().getResourceAsStream(migration))) {
            connection.createStatement().execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
        files = new TenantFiles(tables(), folder, new FileLimits(3, 100, KEEP, 5, 1), clock);
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
    }

    @Test
    void keeps_a_file_that_only_its_tenant_finds() throws Exception {
        StoredFile file = add("a");

        assertThat(files.get("a", file.id())).isEqualTo(file);
        assertThat(Files.readAllBytes(files.content(file))).isEqualTo(CONTENT);
        assertThat(files.list("a", new FileQuery(null, null, 10, true))).containsExactly(file);
        assertThat(files.list("b", new FileQuery(null, null, 10, true))).isEmpty();
        assertThatThrownBy(() -> files.get("b", file.id())).satisfies(code("file_not_found"));
        assertThatThrownBy(() -> files.delete("b", file.id())).satisfies(code("file_not_found"));
        assertThat(files.content(file)).exists();
    }

    @Test
    void lets_nobody_else_on_the_machine_read_it() throws Exception {
        StoredFile file = add("a");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.content(file))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a"))))
                .isEqualTo("rwx------");
        assertThat(files.content(file)).hasFileName(file.id());
    }

    @Test
    void deletes_the_content_with_the_file() {
        StoredFile file = add("a");

        files.delete("a", file.id());

        assertThat(files.content(file)).doesNotExist();
        assertThatThrownBy(() -> files.get("a", file.id())).satisfies(code("file_not_found"));
    }

    @Test
    void forgets_a_file_when_its_time_is_over() {
        StoredFile shortLived = files.add("a", "x.txt", "user_data", CONTENT, Optional.of(Duration.ofHours(1)));
        StoredFile longLived = add("a");
        clock.turn(Duration.ofHours(1));

        assertThatThrownBy(() -> files.get("a", shortLived.id())).satisfies(code("file_not_found"));
        assertThat(files.list("a", new FileQuery(null, null, 10, true))).containsExactly(longLived);
        files.sweep();
        assertThat(files.content(shortLived)).doesNotExist();
        assertThat(files.content(longLived)).exists();
        clock.turn(KEEP);
        files.sweep();
        assertThat(files.content(longLived)).doesNotExist();
    }

    @Test
    void keeps_no_file_longer_than_files_are_kept() {
        StoredFile file = files.add("a", "x.txt", "user_data", CONTENT, Optional.of(KEEP.plusDays(1)));

        assertThat(file.expiresAt()).isEqualTo(file.createdAt().plus(KEEP));
    }

    @Test
    void bounds_what_a_tenant_keeps() {
        add("a");
        assertThatThrownBy(() -> files.add("a", "big.txt", "user_data", new byte[90], Optional.empty()))
                .satisfies(code("files_full"));
        add("a");
        add("a");
        assertThatThrownBy(() -> files.add("a", "small.txt", "user_data", new byte[1], Optional.empty()))
                .satisfies(code("too_many_files"));
        add("b");
    }

    @Test
    void lists_page_by_page() {
        StoredFile first = add("a");
        StoredFile second = add("a");
        clock.turn(Duration.ofSeconds(1));
        StoredFile third = files.add("a", "t.txt", "assistants", CONTENT, Optional.empty());
        List<StoredFile> oldestFirst = files.list("a", new FileQuery(null, null, 10, false));

        assertThat(oldestFirst).containsExactlyInAnyOrder(first, second, third).endsWith(third);
        assertThat(files.list("a", new FileQuery(null, null, 1, true))).containsExactly(third);
        assertThat(files.list("a", new FileQuery(null, oldestFirst.get(0).id(), 10, false)))
                .containsExactly(oldestFirst.get(1), third);
        assertThat(files.list("a", new FileQuery(null, third.id(), 10, true)))
                .containsExactly(oldestFirst.get(1), oldestFirst.get(0));
        assertThat(files.list("a", new FileQuery("assistants", null, 10, true))).containsExactly(third);
    }

    @Test
    void deletes_what_a_crash_left_behind() throws Exception {
        StoredFile file = add("a");
        Path orphan = folder.resolve("a").resolve("file-000000000000000000000000");
        Path torn = folder.resolve("a").resolve("file-111111111111111111111111.part");
        Path underWay = folder.resolve("a").resolve("file-222222222222222222222222");
        Files.write(underWay, CONTENT);
        for (Path left : List.of(orphan, torn)) {
            Files.write(left, CONTENT);
            Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        }

        files.sweepOrphans();

        assertThat(orphan).doesNotExist();
        assertThat(torn).doesNotExist();
        assertThat(underWay).as("another gateway may be about to name it").exists();
        assertThat(files.content(file)).exists();
    }

    private StoredFile add(String tenant) {
        return files.add(tenant, "report.txt", "user_data", CONTENT, Optional.empty());
    }

    private Tables tables() {
        return new Tables() {
            @Override
            public <T> T with(Work<T> work) {
                try {
                    return work.on(connection);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    private static java.util.function.Consumer<Throwable> code(String code) {
        return thrown -> assertThat(((ApiException) thrown).code()).isEqualTo(code);
    }

    private static final class TurnedClock extends Clock {

        private Instant now = Instant.parse("2026-11-30T00:00:00Z");

        void turn(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
