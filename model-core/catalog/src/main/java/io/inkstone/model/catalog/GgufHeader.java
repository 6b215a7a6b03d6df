package io.inkstone.model.catalog;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The metadata at the beginning of a GGUF file (versions 2 and 3, little-endian), as far as an import needs it. Every
 * length is held against what the file can hold, so that a hostile file costs no more memory than its own size.
 */
final class GgufHeader {

    private static final int MAX_KEYS = 10_000;
    private static final int MAX_STRING_BYTES = 8 << 20;
    private static final int TYPE_STRING = 8;
    private static final int TYPE_ARRAY = 9;
    private static final int TOKEN_CONTROL = 3;
    private static final int TOKEN_USER_DEFINED = 4;
    private static final int[] SCALAR_BYTES = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private List<String> tokens = List.of();
    private List<Integer> tokenTypes = List.of();

    private GgufHeader() {}

    /**
     * Reads it.
     *
     * @throws IOException when the file is not GGUF, with words that follow "is not a GGUF file: "
     */
    static GgufHeader read(Path file) throws IOException {
        long fileBytes = Files.size(file);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            GgufHeader header = new GgufHeader();
            header.read(new Reader(in, fileBytes));
            return header;
        } catch (EOFException e) {
            throw new IOException("it ends inside its header", e);
        }
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(texts.get(key));
    }

    Optional<Long> number(String key) {
        return Optional.ofNullable(numbers.get(key));
    }

    /** The tokens that a tokenizer takes as control tokens when it meets them in a text. */
    List<String> controlTokens() {
        List<String> control = new ArrayList<>();
        for (int i = 0; i < Math.min(tokens.size(), tokenTypes.size()); i++) {
            String token = tokens.get(i);
            boolean placeholder = token.toLowerCase(Locale.ROOT).matches("<\\|?(unused|reserved).*");
            int type = tokenTypes.get(i);
            if ((type == TOKEN_CONTROL || type == TOKEN_USER_DEFINED) && !placeholder && token.length() > 1) {
                control.add(token);
            }
        }
        return control;
    }

    private void read(Reader in) throws IOException {
        if (!in.bytes(4).equals("GGUF")) {
            throw new IOException("it does not begin with GGUF");
        }
        long version = in.unsigned(4);
        if (version != 2 && version != 3) {
            throw new IOException("its version is " + version + ", expected 2 or 3");
        }
        in.unsigned(8);
        long keys = in.unsigned(8);
        if (keys < 1 || keys > MAX_KEYS) {
            throw new IOException("it claims " + keys + " metadata keys, expected 1 to " + MAX_KEYS);
        }
        for (long i = 0; i < keys; i++) {
            readValue(in, in.string());
        }
    }

    private void readValue(Reader in, String key) throws IOException {
        int type = in.type();
        if (type == TYPE_STRING) {
            texts.put(key, in.string());
        } else if (type == TYPE_ARRAY) {
            readArray(in, key);
        } else {
            numbers.put(key, in.unsigned(SCALAR_BYTES[type]));
        }
    }

    private void readArray(Reader in, String key) throws IOException {
        int type = in.type();
        long count = in.unsigned(8);
        boolean wanted = key.equals("tokenizer.ggml.tokens") || key.equals("tokenizer.ggml.token_type");
        if (type == TYPE_ARRAY) {
            throw new IOException("the key " + key + " holds an array of arrays");
        }
        in.expectRoom(count, type == TYPE_STRING ? 8 : SCALAR_BYTES[type]);
        if (type != TYPE_STRING && !wanted) {
            in.skip(count * SCALAR_BYTES[type]);
            return;
        }
        List<String> strings = new ArrayList<>();
        List<Integer> ints = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            if (type != TYPE_STRING) {
                ints.add((int) in.unsigned(SCALAR_BYTES[type]));
            } else if (wanted) {
                strings.add(in.string());
            } else {
                in.skip(in.length());
            }
        }
        if (wanted && type == TYPE_STRING) {
            tokens = strings;
        } else if (wanted) {
            tokenTypes = ints;
        }
    }

    /** Little-endian numbers and strings from a stream of known length. */
    private static final class Reader {
        private final InputStream in;
        private long leftBytes;

        Reader(InputStream in, long fileBytes) {
            this.in = in;
            this.leftBytes = fileBytes;
        }

        String bytes(int count) throws IOException {
            byte[] bytes = in.readNBytes(count);
            if (bytes.length < count) {
                throw new EOFException();
            }
            leftBytes -= count;
            return new String(bytes, StandardCharsets.UTF_8);
        }

        long unsigned(int bytes) throws IOException {
            long value = 0;
            for (int i = 0; i < bytes; i++) {
                int b = in.read();
                if (b < 0) {
                    throw new EOFException();
                }
                value |= (long) b << (8 * i);
            }
            leftBytes -= bytes;
            return value;
        }

        int type() throws IOException {
            long type = unsigned(4);
            if (type < 0 || type >= SCALAR_BYTES.length) {
                throw new IOException("it holds a value of the unknown type " + type);
            }
            return (int) type;
        }

        long length() throws IOException {
            long length = unsigned(8);
            expectRoom(length, 1);
            if (length > MAX_STRING_BYTES) {
                throw new IOException("it holds a string of " + length + " bytes");
            }
            return length;
        }

        String string() throws IOException {
            return bytes((int) length());
        }

        void expectRoom(long count, int bytesEach) throws IOException {
            if (count < 0 || count > leftBytes / bytesEach) {
                throw new EOFException();
            }
        }

        void skip(long bytes) throws IOException {
            in.skipNBytes(bytes);
            leftBytes -= bytes;
        }
    }
}
