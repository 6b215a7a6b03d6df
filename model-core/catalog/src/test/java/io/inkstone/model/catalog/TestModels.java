package io.inkstone.model.catalog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Small files and entries to fetch and import. */
final class TestModels {

    private TestModels() {}

    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    static ModelEntry entry(byte[] content, List<ModelSource> sources) {
        return new ModelEntry(
                "tiny",
                "llama",
                "1M",
                "Apache-2.0",
                128,
                List.of("en"),
                Set.of(ModelRole.COMPLETION),
                0,
                null,
                List.of(),
                null,
                new ModelFile("tiny.gguf", content.length, sha256(content), sources));
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A GGUF header with a chat template of ChatML's shape and four tokens. */
    static byte[] gguf() {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(little(4, 3));
            out.writeBytes(little(8, 0));
            out.writeBytes(little(8, 6));
            text(out, "general.architecture", "llama");
            text(out, "general.size_label", "1M");
            text(out, "tokenizer.chat_template", "{{ '<|im_start|>' + role }}");
            string(out, "llama.context_length");
            out.writeBytes(little(4, 4));
            out.writeBytes(little(4, 4096));
            string(out, "tokenizer.ggml.tokens");
            out.writeBytes(little(4, 9));
            out.writeBytes(little(4, 8));
            out.writeBytes(little(8, 4));
            for (String token : List.of("hello", "<|im_start|>", "<|im_end|>", "<|reserved_7|>")) {
                string(out, token);
            }
            string(out, "tokenizer.ggml.token_type");
            out.writeBytes(little(4, 9));
            out.writeBytes(little(4, 5));
            out.writeBytes(little(8, 4));
            for (int type : new int[] {1, 3, 3, 3}) {
                out.writeBytes(little(4, type));
            }
            out.write(new byte[64]);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path write(Path file, byte[] content) {
        try {
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void text(ByteArrayOutputStream out, String key, String value) {
        string(out, key);
        out.writeBytes(little(4, 8));
        string(out, value);
    }

    private static void string(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(little(8, bytes.length));
        out.writeBytes(bytes);
    }

    private static byte[] little(int bytes, long value) {
        ByteBuffer buffer =
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
        byte[] result = new byte[bytes];
        buffer.get(0, result);
        return result;
    }
}
