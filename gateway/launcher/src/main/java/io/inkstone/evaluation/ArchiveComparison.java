package io.inkstone.evaluation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** Two workbooks as archives: which parts differ. */
final class ArchiveComparison {

    /** Added to when a cell needs a style that there was not. */
    private static final String STYLES = "styles.xml";

    private ArchiveComparison() {}

    /** What the second lost of the first, in words; null when one sheet differs and styles were only added. */
    static @Nullable String loss(byte[] before, byte[] after) throws IOException {
        Map<String, byte[]> old = parts(before);
        Map<String, byte[]> now = parts(after);
        if (!old.keySet().equals(now.keySet())) {
            Set<String> other = new TreeSet<>(old.keySet());
            other.addAll(now.keySet());
            other.removeIf(name -> old.containsKey(name) && now.containsKey(name));
            return "parts came or went: " + other;
        }
        Set<String> changed = new TreeSet<>(old.keySet());
        changed.removeIf(name -> Arrays.equals(old.get(name), now.get(name)));
        changed.removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith(STYLES));
        return changed.size() == 1 ? null : "other parts than one sheet changed: " + changed;
    }

    private static Map<String, byte[]> parts(byte[] archive) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), zip.readAllBytes());
            }
        }
        return parts;
    }
}
