package io.inkstone.documents.edit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Goes from tag to tag through an XML part in UTF-8 and says at which bytes each stands, which StAX does not. Takes a part that
 * has been found well-formed and without a document type, as every part of a workbook that was read has: it checks
 * neither, and expands nothing but the five entities that XML knows and character numbers.
 */
final class TagScan {

    enum Kind {
        START,
        END,
        /** Start and end in one, {@code <row/>}. */
        EMPTY
    }

    private static final int MAX_TAG_BYTES = 1 << 20;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int limit;
    private long position;

    private byte[] tag = new byte[256];
    private int tagLength;
    private byte[] text = new byte[256];
    private int textLength;
    private long start;
    private Kind kind = Kind.END;
    private String qualified = "";

    TagScan(InputStream in) {
        this.in = in;
    }

    /** Goes to the next tag; false at the end. */
    boolean next() throws IOException {
        textLength = 0;
        for (int next = read(); next >= 0; next = read()) {
            if (next != '<') {
                addText(next);
                continue;
            }
            start = position - 1;
            int first = read();
            if (first == '?') {
                skipPast("?>", false);
            } else if (first == '!') {
                special();
            } else {
                readTag(first);
                return true;
            }
        }
        return false;
    }

    private void special() throws IOException {
        if (read() == '-') {
            read();
            skipPast("-->", false);
        } else {
            for (int i = 0; i < "CDATA[".length(); i++) {
                read();
            }
            skipPast("]]>", true);
        }
    }

    /** CDATA is text in which nothing is escaped: it is escaped here, so that all text is read in one way. */
    private void skipPast(String end, boolean keep) throws IOException {
        int matched = 0;
        int kept = textLength;
        for (int next = read(); next >= 0; next = read()) {
            if (keep) {
                addText(next);
            }
            boolean again = next == end.charAt(0) && matched == end.length() - 1 && end.charAt(0) == end.charAt(1);
            if (next == end.charAt(matched)) {
                matched++;
            } else if (!again) {
                matched = next == end.charAt(0) ? 1 : 0;
            }
            if (matched == end.length()) {
                if (keep) {
                    textLength -= end.length();
                    escape(kept);
                }
                return;
            }
        }
    }

    private void escape(int from) {
        String raw = new String(text, from, textLength - from, StandardCharsets.UTF_8);
        textLength = from;
        for (byte next : raw.replace("&", "&amp;").getBytes(StandardCharsets.UTF_8)) {
            addText(next);
        }
    }

    private void readTag(int first) throws IOException {
        tagLength = 0;
        int quote = 0;
        for (int next = first; next != '>' || quote != 0; next = read()) {
            if (next < 0 || tagLength == MAX_TAG_BYTES) {
                throw new IOException("a tag without an end");
            }
            if (quote == 0 && (next == '"' || next == '\'')) {
                quote = next;
            } else if (next == quote) {
                quote = 0;
            }
            if (tagLength == tag.length) {
                tag = Arrays.copyOf(tag, tagLength * 2);
            }
            tag[tagLength++] = (byte) next;
        }
        boolean end = tagLength > 0 && tag[0] == '/';
        boolean empty = !end && tagLength > 0 && tag[tagLength - 1] == '/';
        kind = end ? Kind.END : empty ? Kind.EMPTY : Kind.START;
        int nameStart = end ? 1 : 0;
        int nameEnd = nameStart;
        while (nameEnd < tagLength && tag[nameEnd] > ' ' && tag[nameEnd] != '/') {
            nameEnd++;
        }
        qualified = new String(tag, nameStart, nameEnd - nameStart, StandardCharsets.UTF_8);
    }

    Kind kind() {
        return kind;
    }

    /** Whether the tag opens an element, which may have an end in the same tag. */
    boolean opens() {
        return kind != Kind.END;
    }

    /** The name with its prefix. */
    String qualified() {
        return qualified;
    }

    /** The name without its prefix. */
    String name() {
        return qualified.substring(qualified.indexOf(':') + 1);
    }

    /** Where in the part the tag begins. */
    long start() {
        return start;
    }

    /** Where in the part what follows the tag begins. */
    long end() {
        return position;
    }

    /** The tag as it is written, between its angle brackets. */
    String raw() {
        return new String(tag, 0, tagLength, StandardCharsets.UTF_8);
    }

    /** The value of an attribute, named with its prefix, or null. */
    @Nullable
    String attribute(String name) {
        int i = qualified.length();
        while (i < tagLength) {
            while (i < tagLength && (tag[i] <= ' ' && tag[i] >= 0 || tag[i] == '/')) {
                i++;
            }
            int nameStart = i;
            while (i < tagLength && tag[i] != '=' && !(tag[i] <= ' ' && tag[i] >= 0)) {
                i++;
            }
            int nameEnd = i;
            while (i < tagLength && tag[i] != '"' && tag[i] != '\'') {
                i++;
            }
            if (i >= tagLength) {
                return null;
            }
            byte quote = tag[i++];
            int valueStart = i;
            while (i < tagLength && tag[i] != quote) {
                i++;
            }
            if (matches(name, nameStart, nameEnd)) {
                return XmlText.unescaped(new String(tag, valueStart, i - valueStart, StandardCharsets.UTF_8));
            }
            i++;
        }
        return null;
    }

    private boolean matches(String name, int from, int to) {
        if (to - from != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (tag[from + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    String attribute(String name, String otherwise) {
        String value = attribute(name);
        return value == null ? otherwise : value;
    }

    /** A whole number that is not negative; {@code otherwise} where the attribute is missing or none. */
    int number(String name, int otherwise) {
        String value = attribute(name);
        if (value == null || value.isEmpty() || value.length() > 9) {
            return otherwise;
        }
        return value.chars().allMatch(digit -> digit >= '0' && digit <= '9') ? Integer.parseInt(value) : otherwise;
    }

    boolean flag(String name) {
        String value = attribute(name);
        return value != null && (value.equals("1") || value.equalsIgnoreCase("true") || value.equals("on"));
    }

    /** The text between the tag before and this one. */
    String text() {
        return XmlText.unescaped(new String(text, 0, textLength, StandardCharsets.UTF_8));
    }

    private void addText(int next) {
        if (textLength == text.length) {
            text = Arrays.copyOf(text, textLength * 2);
        }
        text[textLength++] = (byte) next;
    }

    private int read() throws IOException {
        if (at == limit) {
            limit = in.read(buffer);
            at = 0;
            if (limit <= 0) {
                limit = 0;
                return -1;
            }
        }
        position++;
        return buffer[at++] & 0xFF;
    }
}
