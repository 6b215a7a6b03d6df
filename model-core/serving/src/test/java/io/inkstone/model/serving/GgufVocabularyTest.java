package io.inkstone.model.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GgufVocabularyTest {

    @TempDir
    private Path directory;

    private final ByteBuffer bytes = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);

    private void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        bytes.putLong(utf8.length).put(utf8);
    }

    private byte[] header(boolean addBos) {
        bytes.put("GGUF".getBytes(StandardCharsets.US_ASCII))
                .putInt(3)
                .putLong(0)
                .putLong(6);
        text("general.architecture");
        bytes.putInt(8);
        text("toy");
        text("toy.context_length");
        bytes.putInt(4).putInt(512);
        text("toy.scales");
        bytes.putInt(9).putInt(6).putLong(2).putFloat(1).putFloat(2);
        text("tokenizer.ggml.tokens");
        bytes.putInt(9).putInt(8).putLong(3);
        text("a");
        text("砚台");
        text("<s>");
        text("tokenizer.ggml.bos_token_id");
        bytes.putInt(4).putInt(2);
        text("tokenizer.ggml.add_bos_token");
        bytes.putInt(7).put((byte) (addBos ? 1 : 0));
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private Path file(byte[] content) throws Exception {
        return Files.write(directory.resolve("model.gguf"), content);
    }

    @Test
    void reads_what_guards_the_engine() throws Exception {
        assertThat(GgufVocabulary.read(file(header(true))))
                .isEqualTo(new GgufVocabulary("toy", 512, 3, 6, OptionalInt.of(2)));
    }

    @Test
    void knows_a_model_that_begins_with_no_token() throws Exception {
        assertThat(GgufVocabulary.read(file(header(false))).bosToken()).isEmpty();
    }

    @Test
    void refuses_a_file_cut_anywhere() throws Exception {
        byte[] whole = header(true);
        for (int length = 0; length < whole.length; length++) {
            Path cut = file(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> GgufVocabulary.read(cut))
                    .as("%d bytes", length)
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining(cut.toString());
        }
    }

    @Test
    void refuses_lengths_that_no_file_has() throws Exception {
        byte[] hostile = header(true);
        ByteBuffer.wrap(hostile).order(ByteOrder.LITTLE_ENDIAN).putLong(24, Long.MAX_VALUE);
        Path file = file(hostile);

        assertThatThrownBy(() -> GgufVocabulary.read(file)).isInstanceOf(StartFailure.class);
    }

    @Test
    void says_that_a_file_is_missing() {
        assertThatThrownBy(() -> GgufVocabulary.read(directory.resolve("none.gguf")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("none.gguf")
                .hasMessageContaining("missing");
    }
}
