package io.inkstone.documents.sheet;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Decodes text of unknown encoding: by its byte order mark, else as UTF-16 when every other byte is zero, else as UTF-8 when
 * it is that without a fault, else as GB18030 when the bytes beyond ASCII come in the pairs of Chinese characters, and else
 * as windows-1252.
 */
final class PlainText {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final int LOOKED_AT_BYTES = 1 << 16;

    private PlainText() {}

    /** The text, or null when the content is none. */
    static @Nullable String decode(byte[] content) {
        String text = decoded(content);
        return hasControls(text) ? null : text;
    }

    private static String decoded(byte[] content) {
        if (startsWith(content, 0xEF, 0xBB, 0xBF)) {
            return new String(content, 3, content.length - 3, StandardCharsets.UTF_8);
        }
        if (startsWith(content, 0xFF, 0xFE)) {
            return new String(content, 2, content.length - 2, StandardCharsets.UTF_16LE);
        }
        if (startsWith(content, 0xFE, 0xFF)) {
            return new String(content, 2, content.length - 2, StandardCharsets.UTF_16BE);
        }
        Charset wide = wideWithoutMark(content);
        if (wide != null) {
            return new String(content, wide);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(content, looksChinese(content) ? GB18030 : WINDOWS_1252);
        }
    }

    private static boolean startsWith(byte[] content, int... mark) {
        boolean starts = content.length >= mark.length;
        for (int i = 0; starts && i < mark.length; i++) {
            starts = (content[i] & 0xFF) == mark[i];
        }
        return starts;
    }

    private static @Nullable Charset wideWithoutMark(byte[] content) {
        int length = Math.min(content.length, LOOKED_AT_BYTES) & ~1;
        int[] zeros = new int[2];
        for (int i = 0; i < length; i++) {
            zeros[i & 1] += content[i] == 0 ? 1 : 0;
        }
        // Separators and line ends are ASCII in a table of whatever language; few characters end in a zero.
        int enough = Math.max(1, length / 20);
        if (zeros[1] >= enough && zeros[1] > 4 * zeros[0]) {
            return StandardCharsets.UTF_16LE;
        }
        return zeros[0] >= enough && zeros[0] > 4 * zeros[1] ? StandardCharsets.UTF_16BE : null;
    }

    /**
     * In GB18030 nearly every character in use is a pair of bytes from A1 on; in windows-1252 a byte from there on is an
     * accented letter, and stands between letters of ASCII.
     */
    private static boolean looksChinese(byte[] content) {
        int pairs = 0;
        int others = 0;
        int length = Math.min(content.length, LOOKED_AT_BYTES * 16);
        for (int i = 0; i < length; i++) {
            if (content[i] >= 0) {
                continue;
            }
            int first = content[i] & 0xFF;
            int second = i + 1 < length ? content[i + 1] & 0xFF : 0;
            if (first >= 0xA1 && first <= 0xF7 && second >= 0xA1 && second <= 0xFE) {
                pairs++;
                i++;
            } else {
                others++;
            }
        }
        return pairs > 4 * others;
    }

    private static boolean hasControls(String text) {
        int length = Math.min(text.length(), LOOKED_AT_BYTES);
        for (int i = 0; i < length; i++) {
            char next = text.charAt(i);
            if (next < ' ' && next != '\t' && next != '\n' && next != '\r' && next != '\f') {
                return true;
            }
        }
        return false;
    }
}
