package io.inkstone.documents.edit;

import io.inkstone.documents.edit.Undo.Held;
import io.inkstone.documents.sheet.CellValue;
import org.jspecify.annotations.Nullable;

/** Writes cells as elements of a sheet's part. */
final class CellXml {

    private static final int MAX_TEXT_CHARS = 32_767;

    private CellXml() {}

    /**
     * What a cell is to hold.
     *
     * @param stored the formula as the file stores it
     * @param shift what is taken off the number, days from one system to the other
     */
    static Held held(String stored, boolean array, CellAddress at, CellValue cached, int shift, int style) {
        String range = array ? at.toString() : null;
        if (cached instanceof CellValue.Number number && Double.isFinite(number.value())) {
            return new Held(stored, range, "number", number(number.value() - shift), style);
        }
        if (cached instanceof CellValue.Text text && text.value().length() <= MAX_TEXT_CHARS) {
            return new Held(stored, range, "text", text.value(), style);
        }
        if (cached instanceof CellValue.Truth truth) {
            return new Held(stored, range, "boolean", truth.value() ? "1" : "0", style);
        }
        return new Held(stored, range, "blank", null, style);
    }

    private static String number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? Long.toString((long) value) : Double.toString(value);
    }

    /**
     * A cell's element. A text that begins with {@code =}, {@code +}, {@code -} or {@code @} stays a text: it is stored as a value of
     * type string, which no program parses.
     *
     * @param prefix of the elements, with its colon, or empty
     */
    static String xml(String prefix, CellAddress at, Held held) {
        boolean inline = held.formula() == null && held.type().equals("text");
        StringBuilder xml = new StringBuilder("<")
                .append(prefix)
                .append("c r=\"")
                .append(at)
                .append('"');
        if (held.style() != 0) {
            xml.append(" s=\"").append(held.style()).append('"');
        }
        String type = type(held.type(), inline);
        xml.append(type.isEmpty() ? "" : " t=\"" + type + "\"").append('>');
        if (held.formula() != null) {
            xml.append(formula(prefix, held.formula(), held.range()));
        }
        if (inline && held.value() != null) {
            xml.append("<" + prefix + "is><" + prefix + "t xml:space=\"preserve\">")
                    .append(XmlText.escapedCellText(held.value()))
                    .append("</" + prefix + "t></" + prefix + "is>");
        } else if (held.value() != null) {
            String value =
                    held.type().equals("text") ? XmlText.escapedCellText(held.value()) : XmlText.escaped(held.value());
            xml.append("<" + prefix + "v>").append(value).append("</" + prefix + "v>");
        }
        return xml.append("</").append(prefix).append("c>").toString();
    }

    private static String type(String type, boolean inline) {
        return switch (type) {
            case "text" -> inline ? "inlineStr" : "str";
            case "boolean" -> "b";
            case "error" -> "e";
            case "date" -> "d";
            default -> "";
        };
    }

    static String formula(String prefix, String stored, @Nullable String range) {
        String array = range == null ? "" : " t=\"array\" ref=\"" + XmlText.escaped(range) + "\"";
        return "<" + prefix + "f" + array + ">" + XmlText.escaped(stored) + "</" + prefix + "f>";
    }
}
