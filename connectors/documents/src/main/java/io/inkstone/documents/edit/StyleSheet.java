package io.inkstone.documents.edit;

import io.inkstone.documents.sheet.DayFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The styles of cells, to which some may be added; those that are there stay as they are, under their numbers. */
final class StyleSheet {

    /** The number of the format that shows a number as it is. */
    static final int GENERAL = 0;
    /** The number of the format under which a typed formula becomes a text. */
    static final int TEXT = 49;

    private static final int FIRST_OWN_FORMAT = 164;

    /** Excel's own limit. */
    private static final int MAX_STYLES = 64_000;

    private static final String NONE = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
            + "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
            + "<fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
            + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
            + "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
            + "<borders count=\"1\"><border/></borders>"
            + "<cellStyleXfs count=\"1\"><xf/></cellStyleXfs>"
            + "<cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
            + "</cellXfs></styleSheet>";

    /**
     * A style.
     *
     * @param attributes of its element, by name
     * @param inside what the element holds, as XML
     * @param locked whether it keeps a cell from being changed on a protected sheet
     */
    record Style(Map<String, String> attributes, String inside, boolean locked) {

        int number(String attribute) {
            String value = attributes.getOrDefault(attribute, "0");
            return value.matches("\\d{1,9}") ? Integer.parseInt(value) : 0;
        }

        /** The same with one attribute set. */
        Style with(String attribute, String value) {
            Map<String, String> changed = new TreeMap<>(attributes);
            changed.put(attribute, value);
            return new Style(changed, inside, locked);
        }

        Style without(String attribute) {
            Map<String, String> changed = new TreeMap<>(attributes);
            changed.remove(attribute);
            return new Style(changed, inside, locked);
        }

        boolean isOn(String attribute) {
            String value = attributes.getOrDefault(attribute, "0");
            return value.equals("1") || value.equals("true");
        }

        /** What it looks like: programs show what a style names, whether it says that it applies it or not. */
        private Style look() {
            Map<String, String> look = new TreeMap<>(attributes);
            look.entrySet()
                    .removeIf(attribute -> attribute.getKey().startsWith("apply")
                            || attribute.getValue().equals("0")
                            || attribute.getValue().equals("false"));
            return new Style(look, inside, locked);
        }

        private String xml(String prefix) {
            StringBuilder xml = new StringBuilder("<").append(prefix).append("xf");
            attributes.forEach((name, value) -> xml.append(' ')
                    .append(name)
                    .append("=\"")
                    .append(XmlText.escaped(value))
                    .append('"'));
            return inside.isEmpty()
                    ? xml.append("/>").toString()
                    : xml.append('>')
                            .append(inside)
                            .append("</")
                            .append(prefix)
                            .append("xf>")
                            .toString();
        }
    }

    private final byte[] read;
    private final List<Style> styles = new ArrayList<>();
    private final Map<Integer, String> formats = new HashMap<>();
    private final Map<Style, Integer> known = new HashMap<>();
    private final List<Style> addedStyles = new ArrayList<>();
    private final Map<Integer, String> addedFormats = new TreeMap<>();
    private @Nullable Place cellStyles;
    private @Nullable Place ownFormats;
    private long rootEnd;
    private String prefix = "";

    /** A list: its opening tag, and where it closes. */
    private record Place(long start, long end, String raw, long close) {}

    private StyleSheet(byte[] read) {
        this.read = read;
    }

    static StyleSheet none() throws IOException {
        return read(NONE.getBytes(StandardCharsets.UTF_8));
    }

    static StyleSheet read(byte[] xml) throws IOException {
        StyleSheet sheet = new StyleSheet(xml);
        sheet.read();
        return sheet;
    }

    private void read() throws IOException {
        TagScan tags = new TagScan(new ByteArrayInputStream(read));
        while (tags.next()) {
            switch (tags.name()) {
                case "styleSheet" -> {
                    rootEnd = tags.opens() ? tags.end() : rootEnd;
                    prefix = tags.qualified().substring(0, tags.qualified().indexOf(':') + 1);
                }
                case "numFmts" -> ownFormats = place(tags, ownFormats);
                case "numFmt" -> {
                    // Those of conditional formats have the same name and stand behind.
                    if (tags.opens() && cellStyles == null) {
                        formats.put(tags.number("numFmtId", -1), tags.attribute("formatCode", ""));
                    }
                }
                case "cellXfs" -> {
                    cellStyles = place(tags, cellStyles);
                    if (tags.kind() == TagScan.Kind.START) {
                        readStyles(tags);
                    }
                }
                default -> {}
            }
        }
    }

    private static @Nullable Place place(TagScan tags, @Nullable Place opened) {
        return switch (tags.kind()) {
            case START -> new Place(tags.start(), tags.end(), tags.raw(), -1);
            case END -> opened == null ? null : new Place(opened.start, opened.end, opened.raw, tags.start());
            case EMPTY -> null;
        };
    }

    private void readStyles(TagScan tags) throws IOException {
        Style open = null;
        long inside = 0;
        boolean locked = true;
        while (tags.next()) {
            switch (tags.name()) {
                case "xf" -> {
                    if (tags.opens()) {
                        open = new Style(attributes(tags), "", true);
                        inside = tags.end();
                        locked = true;
                    }
                    if (tags.kind() != TagScan.Kind.START && open != null) {
                        String held = tags.opens() ? "" : text(inside, tags.start());
                        add(new Style(open.attributes, held, locked));
                    }
                }
                case "protection" -> locked = tags.attribute("locked") == null ? locked : tags.flag("locked");
                case "cellXfs" -> {
                    cellStyles = place(tags, cellStyles);
                    return;
                }
                default -> {}
            }
        }
    }

    private String text(long from, long to) {
        return new String(read, (int) from, (int) (to - from), StandardCharsets.UTF_8);
    }

    private void add(Style style) {
        known.putIfAbsent(style.look(), styles.size());
        styles.add(style);
    }

    private static Map<String, String> attributes(TagScan tag) {
        Map<String, String> attributes = new TreeMap<>();
        for (String part : tag.raw().split("\\s+")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                String name = part.substring(0, equals);
                attributes.put(name, tag.attribute(name, ""));
            }
        }
        return attributes;
    }

    /** The style of that number, or of the first where there is none of it. */
    Optional<Style> style(int number) {
        return styles.isEmpty() ? Optional.empty() : Optional.of(styles.get(number < styles.size() ? number : 0));
    }

    /** Whether cells of this style are locked where the sheet is protected; without a style they are. */
    boolean locked(int number) {
        return style(number).map(Style::locked).orElse(true);
    }

    boolean showsDay(int format) {
        return DayFormat.matches(format, formats.get(format));
    }

    /** The number of the format with a code, which is added where there is none. */
    int format(String code) {
        for (Map.Entry<Integer, String> format : formats.entrySet()) {
            if (format.getValue().equals(code)) {
                return format.getKey();
            }
        }
        int number = Math.max(
                FIRST_OWN_FORMAT,
                formats.keySet().stream().mapToInt(Integer::intValue).max().orElse(0) + 1);
        formats.put(number, code);
        addedFormats.put(number, code);
        return number;
    }

    /** The number of a style, which is added where none looks like it; of another one where no more can be added. */
    int number(Style style, int otherwise) {
        Integer there = known.get(style.look());
        if (there != null) {
            return there;
        }
        if (cellStyles == null || styles.size() >= MAX_STYLES) {
            return otherwise;
        }
        addedStyles.add(style);
        add(style);
        return styles.size() - 1;
    }

    boolean changed() {
        return !addedStyles.isEmpty();
    }

    /** The part with what was added. */
    byte[] xml() {
        Splices splices = new Splices();
        if (!addedFormats.isEmpty()) {
            StringBuilder xml = new StringBuilder();
            addedFormats.forEach((number, code) -> xml.append("<" + prefix + "numFmt numFmtId=\"" + number
                    + "\" formatCode=\"" + XmlText.escaped(code) + "\"/>"));
            if (ownFormats == null) {
                splices.insert(
                        rootEnd,
                        "<" + prefix + "numFmts count=\"" + addedFormats.size() + "\">" + xml + "</" + prefix
                                + "numFmts>");
            } else {
                add(ownFormats, addedFormats.size(), xml.toString(), splices);
            }
        }
        if (cellStyles != null) {
            StringBuilder xml = new StringBuilder();
            addedStyles.forEach(style -> xml.append(style.xml(prefix)));
            add(cellStyles, addedStyles.size(), xml.toString(), splices);
        }
        return splices.apply(read);
    }

    private static void add(Place list, int count, String xml, Splices splices) {
        splices.insert(list.close, xml);
        TagScan tag = new TagScan(new ByteArrayInputStream(WorkbookMap.utf8("<" + list.raw + ">")));
        try {
            tag.next();
        } catch (IOException e) {
            throw new IllegalStateException("the tag was read before", e);
        }
        int before = tag.number("count", -1);
        if (before >= 0) {
            String counted =
                    list.raw.replaceFirst("(\\scount\\s*=\\s*)(\"\\d+\"|'\\d+')", "$1\"" + (before + count) + "\"");
            splices.replace(list.start, list.end, "<" + counted + ">");
        }
    }
}
