package io.inkstone.model.serving;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the header of a GGUF file says of a model, read before an engine sees the file: engines tell little of it, and
 * abort on some of what they do not like. The format: github.com/ggml-org/ggml, docs/gguf.md.
 *
 * @param architecture in GGUF's words
 * @param contextTokens what the model was trained for
 * @param vocabularySize one more than the highest token id
 * @param longestTokenBytes no token stands for more text than this
 * @param bosToken the token that begins every text, where the model wants one
 */
record GgufVocabulary(
        String architecture, int contextTokens, int vocabularySize, int longestTokenBytes, OptionalInt bosToken) {

    private static final int MAGIC = 0x46554747;
    private static final long MAX_HEADER_BYTES = 256L * 1024 * 1024;
    private static final String TOKENS = "tokenizer.ggml.tokens";

    /** Byte-pair tokenizers that begin with a token even where the file does not say so. */
    private static final Set<String> BPE_WITH_BOS =
            Set.of("llama3", "llama-v3", "llama-bpe", "falcon3", "tekken", "chameleon");

    /**
     * Reads the header.
     *
     * @throws StartFailure when there is no such file, or it is not a language model in GGUF
     */
    static GgufVocabulary read(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = Math.min(channel.size(), MAX_HEADER_BYTES);
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
            return new Reader(bytes.order(ByteOrder.LITTLE_ENDIAN)).header();
        } catch (NoSuchFileException e) {
            throw new StartFailure("The model file " + file + " is missing; get it with: ./inkstone model pull NAME");
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new StartFailure("The model file " + file + " is not a whole GGUF file of a language model ("
                    + describe(file) + "); remove it and get it again with: ./inkstone model pull NAME");
        } catch (IOException e) {
            throw new StartFailure("The model file " + file + " cannot be read: " + e.getMessage());
        }
    }

    private static String describe(Path file) {
        try {
            return Files.size(file) + " bytes";
        } catch (IOException e) {
            return "of unknown size";
        }
    }

    private static final class Reader {

        private final ByteBuffer bytes;
        private final Map<String, Object> values = new HashMap<>();
        private int vocabularySize;
        private int longestTokenBytes;

        Reader(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        GgufVocabulary header() {
            require(bytes.getInt() == MAGIC, "magic");
            int version = bytes.getInt();
            require(version >= 2 && version <= 3, "version");
            bytes.getLong(); // how many tensors
            long entries = bytes.getLong();
            require(entries > 0 && entries < 100_000, "entries");
            for (long i = 0; i < entries; i++) {
                String key = text();
                readValue(key, bytes.getInt());
            }
            String architecture = String.valueOf(values.get("general.architecture"));
            int context = intValue(architecture + ".context_length").orElse(0);
            require(vocabularySize > 0 && context > 0, "a language model");
            return new GgufVocabulary(
                    architecture, context, vocabularySize, Math.max(1, longestTokenBytes), bosToken());
        }

        private OptionalInt bosToken() {
            boolean wanted = values.get("tokenizer.ggml.add_bos_token") instanceof Boolean said
                    ? said
                    : "llama".equals(values.get("tokenizer.ggml.model"))
                            || (values.get("tokenizer.ggml.pre") instanceof String pre && BPE_WITH_BOS.contains(pre));
            OptionalInt token = intValue("tokenizer.ggml.bos_token_id");
            return wanted && token.isPresent() && token.getAsInt() < vocabularySize ? token : OptionalInt.empty();
        }

        private OptionalInt intValue(String key) {
            return values.get(key) instanceof Number number ? OptionalInt.of(number.intValue()) : OptionalInt.empty();
        }

        private void readValue(String key, int type) {
            switch (type) {
                case 0, 1 -> bytes.get();
                case 2, 3 -> bytes.getShort();
                case 4, 5 -> values.put(key, bytes.getInt());
                case 6 -> bytes.getFloat();
                case 7 -> values.put(key, bytes.get() != 0);
                case 8 -> values.put(key, text());
                case 9 -> readArray(key);
                case 10, 11 -> values.put(key, bytes.getLong());
                case 12 -> bytes.getDouble();
                default -> throw new IllegalArgumentException("type " + type);
            }
        }

        private void readArray(String key) {
            int type = bytes.getInt();
            long length = bytes.getLong();
            require(length >= 0 && length < 100_000_000, "array");
            if (type != 8) {
                skip(Math.multiplyExact(length, sizeOf(type)));
                return;
            }
            for (long i = 0; i < length; i++) {
                long textBytes = bytes.getLong();
                skip(textBytes);
                if (key.equals(TOKENS)) {
                    longestTokenBytes = Math.max(longestTokenBytes, (int) textBytes);
                }
            }
            if (key.equals(TOKENS)) {
                vocabularySize = (int) length;
            }
        }

        private static long sizeOf(int type) {
            return switch (type) {
                case 0, 1, 7 -> 1;
                case 2, 3 -> 2;
                case 4, 5, 6 -> 4;
                case 10, 11, 12 -> 8;
                default -> throw new IllegalArgumentException("array of type " + type);
            };
        }

        private String text() {
            long length = bytes.getLong();
            require(length >= 0 && length <= bytes.remaining(), "text");
            byte[] text = new byte[(int) length];
            bytes.get(text);
            return new String(text, StandardCharsets.UTF_8);
        }

        private void skip(long count) {
            require(count >= 0 && count <= bytes.remaining(), "skip");
            bytes.position(bytes.position() + (int) count);
        }

        private static void require(boolean condition, String what) {
            if (!condition) {
                throw new IllegalArgumentException(what);
            }
        }
    }
}
