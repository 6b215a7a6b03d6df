package io.inkstone.documents.edit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Replacements of bytes of a part, none of which lies in another; what is not replaced is copied. */
final class Splices {

    private record Splice(long start, long end, byte[] replacement) {}

    private final List<Splice> splices = new ArrayList<>();

    void replace(long start, long end, String xml) {
        splices.add(new Splice(start, end, xml.getBytes(StandardCharsets.UTF_8)));
    }

    /** Of several at the same place, what is inserted first comes first. */
    void insert(long at, String xml) {
        replace(at, at, xml);
    }

    void remove(long start, long end) {
        replace(start, end, "");
    }

    boolean isEmpty() {
        return splices.isEmpty();
    }

    void apply(InputStream from, OutputStream to) throws IOException {
        List<Splice> ordered = new ArrayList<>(splices);
        // What is inserted before an element comes before what replaces the element.
        ordered.sort(Comparator.comparingLong(Splice::start).thenComparingLong(Splice::end));
        long position = 0;
        for (Splice splice : ordered) {
            copy(from, to, splice.start - position);
            to.write(splice.replacement);
            from.skipNBytes(splice.end - splice.start);
            position = splice.end;
        }
        from.transferTo(to);
    }

    private static void copy(InputStream from, OutputStream to, long bytes) throws IOException {
        byte[] buffer = new byte[1 << 14];
        long left = bytes;
        while (left > 0) {
            int got = from.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (got < 0) {
                throw new IOException("the part ended before a change");
            }
            to.write(buffer, 0, got);
            left -= got;
        }
    }

    byte[] apply(byte[] part) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(part.length + 256);
        try {
            apply(new ByteArrayInputStream(part), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
