package io.inkstone.model.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inkstone.model.catalog.ModelStore.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {

    @TempDir
    Path dir;

    private ModelStore store;
    private final byte[] content = TestModels.bytes(100_000);
    private final ModelEntry entry = TestModels.entry(content, List.of());

    @BeforeEach
    void open() {
        store = new ModelStore(dir.resolve("models"));
    }

    private Path put(byte[] bytes) throws IOException {
        Files.createDirectories(store.dir());
        return TestModels.write(store.dir().resolve("tiny.gguf"), bytes);
    }

    @Test
    void finds_nothing_in_a_directory_that_is_not_there() {
        assertThat(store.find(entry)).isEmpty();
        assertThat(store.state(entry)).isEqualTo(State.MISSING);
        assertThatThrownBy(() -> store.require(entry))
                .hasMessageContaining("tiny.gguf")
                .hasMessageContaining("./inkstone model pull tiny");
    }

    @Test
    void reads_the_whole_file_once_and_then_only_when_it_changed() throws IOException {
        Path file = put(content);
        List<Long> reads = new ArrayList<>();
        ProgressListener count = (stage, done, total) -> reads.add(done);

        assertThat(store.require(entry, count)).isEqualTo(file);
        assertThat(reads).isNotEmpty();
        reads.clear();

        assertThat(store.require(entry, count)).isEqualTo(file);
        assertThat(reads).isEmpty();

        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        store.require(entry, count);
        assertThat(reads).isNotEmpty();
    }

    @Test
    void names_a_file_of_the_right_size_with_a_flipped_byte() throws IOException {
        byte[] flipped = content.clone();
        flipped[50_000] ^= 1;
        Path file = put(flipped);

        assertThatThrownBy(() -> store.require(entry))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.reason()).isEqualTo(ModelException.Reason.CORRUPT))
                .hasMessageContaining(file.toString())
                .hasMessageContaining(TestModels.sha256(flipped))
                .hasMessageContaining("model import FILE");
        assertThat(store.state(entry)).isEqualTo(State.CORRUPT);
    }

    @Test
    void names_a_truncated_file() throws IOException {
        put(Arrays.copyOf(content, 99_999));

        assertThat(store.state(entry)).isEqualTo(State.CORRUPT);
        assertThat(store.find(entry)).isEmpty();
        assertThatThrownBy(() -> store.require(entry))
                .hasMessageContaining("99999")
                .hasMessageContaining("100000");
    }

    @Test
    void imports_a_gguf_file_and_describes_it_for_the_catalogue() {
        Path source = TestModels.write(dir.resolve("My Model Q4.gguf"), TestModels.gguf());

        ModelEntry imported = store.importFile(source, null, ProgressListener.silent());

        assertThat(imported.name()).isEqualTo("my-model-q4");
        assertThat(imported.family()).isEqualTo("llama");
        assertThat(imported.contextTokens()).isEqualTo(4096);
        assertThat(imported.controlTokens()).containsExactly("<|im_start|>", "<|im_end|>");
        assertThat(imported.can(ModelRole.CHAT)).isTrue();
        assertThat(Catalog.load(store).require("my-model-q4")).isEqualTo(imported);
        assertThat(store.require(imported)).hasBinaryContent(TestModels.gguf());
    }

    @Test
    void refuses_to_import_under_a_name_that_is_taken() {
        Path source = TestModels.write(dir.resolve("a.gguf"), TestModels.gguf());
        store.importFile(source, "mine", ProgressListener.silent());

        assertThatThrownBy(() -> store.importFile(source, "mine", ProgressListener.silent()))
                .hasMessageContaining("'mine' is taken");
        assertThatThrownBy(() -> store.importFile(source, "gemma-3-270m", ProgressListener.silent()))
                .hasMessageContaining("'gemma-3-270m' is taken");
        assertThatThrownBy(() -> store.importFile(source, "../up", ProgressListener.silent()))
                .hasMessageContaining("'../up");
    }

    @Test
    void refuses_to_import_what_is_not_gguf() {
        Path text =
                TestModels.write(dir.resolve("readme.gguf"), "hello, this is text".getBytes(StandardCharsets.UTF_8));
        Path cut = TestModels.write(dir.resolve("cut.gguf"), Arrays.copyOf(TestModels.gguf(), 80));

        assertThatThrownBy(() -> store.importFile(text, null, ProgressListener.silent()))
                .hasMessageContaining("readme.gguf")
                .hasMessageContaining("does not begin with GGUF");
        assertThatThrownBy(() -> store.importFile(cut, null, ProgressListener.silent()))
                .hasMessageContaining("ends inside its header");
        assertThatThrownBy(() -> store.importFile(dir.resolve("none"), null, ProgressListener.silent()))
                .hasMessageContaining("There is no file");
        assertThat(store.dir()).doesNotExist();
    }

    @Test
    void survives_headers_whose_lengths_lie() {
        byte[] honest = TestModels.gguf();
        // Each eight-byte window is in turn a huge length; none may cost memory or time, all may be refused.
        for (int at = 4; at < honest.length - 72; at++) {
            byte[] lying = honest.clone();
            Arrays.fill(lying, at, at + 8, (byte) 0x7f);
            Path file = TestModels.write(dir.resolve("lying.gguf"), lying);
            try {
                assertThat(GgufHeader.read(file)).isNotNull();
            } catch (IOException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void keeps_a_model_that_is_part_of_inkstone_out_of_the_directory() {
        ModelEntry embedding = Catalog.load().defaultEmbedding();

        assertThat(store.state(embedding)).isEqualTo(State.BUILT_IN);
        assertThat(store.find(embedding)).isEmpty();
    }
}
