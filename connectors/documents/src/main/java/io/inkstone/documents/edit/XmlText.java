package io.inkstone.documents.edit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text as XML writes it, and as cells write it in XML. */
final class XmlText {

    /** What looks like a character's number to a program that reads cells. */
    private static final Pattern NUMBERED = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

    private static final Pattern NUMBER = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private XmlText() {}

    /** Without the five entities of XML and without character numbers; any other entity stays as it is. */
    static String unescaped(String text) {
        if (text.indexOf('&') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int end = text.charAt(i) == '&' ? text.indexOf(';', i) : -1;
            String meant = end < 0 || end - i > 10 ? null : character(text.substring(i + 1, end));
            plain.append(meant == null ? text.substring(i, i + 1) : meant);
            i = meant == null ? i : end;
        }
        return plain.toString();
    }

    private static @Nullable String character(String entity) {
        return switch (entity) {
            case "lt" -> "<";
            case "gt" -> ">";
            case "amp" -> "&";
            case "quot" -> "\"";
            case "apos" -> "'";
            default -> {
                if (!entity.startsWith("#")) {
                    yield null;
                }
                try {
                    int code = entity.startsWith("#x")
                            ? Integer.parseInt(entity.substring(2), 16)
                            : Integer.parseInt(entity.substring(1));
                    yield Character.isValidCodePoint(code) ? Character.toString(code) : null;
                } catch (NumberFormatException e) {
                    yield null;
                }
            }
        };
    }

    /** As it stands in an element or an attribute. */
    static String escaped(String text) {
        StringBuilder xml = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(code -> {
            switch (code) {
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '&' -> xml.append("&amp;");
                case '"' -> xml.append("&quot;");
                case '\t', '\n', '\r' -> xml.append("&#").append(code).append(';');
                default -> xml.appendCodePoint(isXml(code) ? code : 0xFFFD);
            }
        });
        return xml.toString();
    }

    /** The text of a cell: characters that XML cannot hold are written by their numbers. */
    static String escapedCellText(String text) {
        String marked = NUMBERED.matcher(text).replaceAll("_x005F_");
        StringBuilder numbered = new StringBuilder(marked.length());
        marked.codePoints().forEach(code -> {
            boolean control = code < 0x20 && code != '\t' && code != '\n';
            if (control || code == 0xFFFE || code == 0xFFFF) {
                numbered.append(String.format("_x%04X_", code));
            } else {
                numbered.appendCodePoint(code);
            }
        });
        return escaped(numbered.toString());
    }

    /** The text of a cell with the characters that are written by their numbers. */
    static String unescapedCellText(String text) {
        return NUMBER.matcher(text)
                .replaceAll(number ->
                        Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(number.group(1), 16))));
    }

    private static boolean isXml(int code) {
        boolean surrogate = code >= 0xD800 && code <= 0xDFFF;
        return (code >= 0x20 || code == '\t' || code == '\n' || code == '\r')
                && !surrogate
                && code != 0xFFFE
                && code != 0xFFFF;
    }
}
