package io.inkstone.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Searches files for texts that must not be in them, in every form in which one could get there. */
final class LeakSearch {

    private static final int MOST_INFLATED = 4 * 1024 * 1024;
    private static final int SHORTEST_BASE64 = 8;

    private final Map<String, byte[]> needles = new LinkedHashMap<>();

    LeakSearch(List<String> secrets) {
        for (String secret : secrets) {
            add(secret, "UTF-8", secret, StandardCharsets.UTF_8);
            add(secret, "UTF-16BE", secret, StandardCharsets.UTF_16BE);
            add(secret, "UTF-16LE", secret, StandardCharsets.UTF_16LE);
            add(secret, "JSON", escaped(secret, false), StandardCharsets.US_ASCII);
            add(secret, "JSON in capitals", escaped(secret, true), StandardCharsets.US_ASCII);
            for (int shift = 0; shift < 3; shift++) {
                add(secret, "base64 at " + shift, base64(secret, shift), StandardCharsets.US_ASCII);
            }
        }
    }

    /** Where which of them were found, in which form. */
    List<String> in(Path folder) {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try {
                    in(file.toString(), Files.readAllBytes(file), found);
                } catch (NoSuchFileException e) {
                    continue; // deleted meanwhile
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** The same of bytes. */
    List<String> in(String name, byte[] bytes) {
        List<String> found = new ArrayList<>();
        in(name, bytes, found);
        return found;
    }

    private void in(String name, byte[] bytes, List<String> found) {
        needles.forEach((form, needle) -> {
            if (indexOf(bytes, needle) >= 0) {
                found.add(name + ": " + form);
            }
        });
        for (int i = 0; i + 2 < bytes.length; i++) {
            boolean zlib = bytes[i] == 0x78 && ((bytes[i] << 8) + (bytes[i + 1] & 0xFF)) % 31 == 0;
            boolean gzip = bytes[i] == 0x1F && (bytes[i + 1] & 0xFF) == 0x8B && bytes[i + 2] == 8;
            boolean zipEntry = bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 3 && i + 30 < bytes.length;
            if (zlib || gzip || zipEntry) {
                int start = zlib ? i : gzip ? i + 10 : i + 30 + (bytes[i + 26] & 0xFF) + (bytes[i + 28] & 0xFF);
                inflated(name + " inflated at " + i, bytes, start, !zlib, found);
            }
        }
    }

    private void inflated(String name, byte[] bytes, int start, boolean raw, List<String> found) {
        if (start >= bytes.length) {
            return;
        }
        Inflater inflater = new Inflater(raw);
        try {
            inflater.setInput(bytes, start, bytes.length - start);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] piece = new byte[8192];
            for (int n = inflater.inflate(piece); n > 0 && out.size() < MOST_INFLATED; n = inflater.inflate(piece)) {
                out.write(piece, 0, n);
            }
            byte[] plain = out.toByteArray();
            needles.forEach((form, needle) -> {
                if (indexOf(plain, needle) >= 0) {
                    found.add(name + ": " + form);
                }
            });
        } catch (DataFormatException e) {
            return; // it only looked compressed
        } finally {
            inflater.end();
        }
    }

    private void add(String secret, String form, String written, Charset charset) {
        if (!written.isEmpty()) {
            needles.put(form + " of " + Integer.toHexString(secret.hashCode()), written.getBytes(charset));
        }
    }

    private static String escaped(String secret, boolean capitals) {
        StringBuilder escaped = new StringBuilder();
        secret.chars()
                .forEach(sign -> escaped.append(
                        sign < 0x80
                                ? String.valueOf((char) sign)
                                : String.format(capitals ? "\\u%04X" : "\\u%04x", sign)));
        return escaped.toString();
    }

    /** The signs that do not hang on what stands around. */
    private static String base64(String secret, int shift) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        byte[] shifted = new byte[bytes.length + shift];
        System.arraycopy(bytes, 0, shifted, shift, bytes.length);
        String code = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int from = shift == 0 ? 0 : shift + 1;
        int to = shifted.length / 3 * 4;
        return to - from < SHORTEST_BASE64 ? "" : code.substring(from, to);
    }

    private static int indexOf(byte[] bytes, byte[] needle) {
        outer:
        for (int i = 0; i <= bytes.length - needle.length; i++) {
            for (int k = 0; k < needle.length; k++) {
                if (bytes[i + k] != needle[k]) {
                    continue outer;
                }
            }
            return i;
        }
        return -1;
    }
}
