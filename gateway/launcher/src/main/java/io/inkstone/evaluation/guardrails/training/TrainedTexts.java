package io.inkstone.evaluation.guardrails.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Which texts of public sets the library's classifier was trained on, by their hashes: it is never measured on them. */
public final class TrainedTexts {

    private static final String FILE = "injection.trained";
    private static final int BYTES = 8;

    private final Set<String> hashes;

    private TrainedTexts(Set<String> hashes) {
        this.hashes = hashes;
    }

    /** Those of the classifier that the library comes with. */
    public static TrainedTexts standard() {
        try (InputStream in = TrainedTexts.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing from the class path");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
            return new TrainedTexts(lines.lines().collect(Collectors.toUnmodifiableSet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it was trained on, whatever the blanks and the case. */
    public boolean contains(String text) {
        return hashes.contains(hash(text));
    }

    /** A hash of each text, one on a line, in order. */
    static List<String> hashes(Collection<String> texts) {
        return texts.stream().map(TrainedTexts::hash).distinct().sorted().toList();
    }

    private static String hash(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replaceAll("\\s+", "");
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(plain.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is a part of every Java", e);
        }
    }
}
