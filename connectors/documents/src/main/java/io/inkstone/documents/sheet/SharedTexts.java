package io.inkstone.documents.sheet;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The texts that cells share, without their format and without the sound that is written over Chinese and Japanese. */
final class SharedTexts {

    private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private SharedTexts() {}

    static List<String> read(InputStream in) throws XMLStreamException {
        XMLStreamReader xml = SafeXml.reader(in);
        List<String> texts = new ArrayList<>();
        while (xml.hasNext()) {
            xml.next();
            if (xml.isStartElement() && xml.getLocalName().equals("si")) {
                texts.add(text(xml));
            }
        }
        return texts;
    }

    /** The text of the element that the reader stands on, whose runs of letters are put together. */
    static String text(XMLStreamReader xml) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        while (depth >= 0) {
            xml.next();
            if (xml.isEndElement()) {
                depth--;
            } else if (xml.isStartElement() && xml.getLocalName().equals("t")) {
                text.append(SafeXml.text(xml));
            } else if (xml.isStartElement() && xml.getLocalName().equals("rPh")) {
                SafeXml.skip(xml);
            } else if (xml.isStartElement()) {
                depth++;
            }
        }
        return unescaped(text.toString());
    }

    /** Characters that XML cannot hold are written as {@code _x000D_} in texts. */
    static String unescaped(String text) {
        return text.contains("_x")
                ? ESCAPE.matcher(text)
                        .replaceAll(match -> Matcher.quoteReplacement(
                                Character.toString((char) Integer.parseInt(match.group(1), 16))))
                : text;
    }
}
