package io.inkstone.orchestration;

import io.inkstone.connector.Grammar;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;

/**
 * Writes a connector's grammar in llama.cpp's GBNF. A part that the tree holds several times becomes a rule of its own, so
 * that the text stays about as long as the connector's own description.
 */
final class GbnfWriter {

    private final IdentityHashMap<Grammar, Integer> uses = new IdentityHashMap<>();
    private final IdentityHashMap<Grammar, String> ruleNames = new IdentityHashMap<>();
    private final List<String> rules = new ArrayList<>();

    private GbnfWriter() {}

    /** The grammar, with the start rule {@code root}. */
    static String write(Grammar grammar) {
        GbnfWriter writer = new GbnfWriter();
        writer.count(grammar);
        String root = "root ::= " + writer.body(grammar);
        writer.rules.add(0, root);
        return String.join("\n", writer.rules) + "\n";
    }

    private void count(Grammar part) {
        if (uses.merge(part, 1, Integer::sum) > 1) {
            return;
        }
        if (part instanceof Grammar.Sequence sequence) {
            sequence.parts().forEach(this::count);
        } else if (part instanceof Grammar.Alternatives alternatives) {
            alternatives.options().forEach(this::count);
        } else if (part instanceof Grammar.Repetition repetition) {
            count(repetition.part());
        }
    }

    /** A part where another one refers to it. */
    private String reference(Grammar part) {
        boolean small = part instanceof Grammar.Literal || part instanceof Grammar.CharSet;
        if (small) {
            return body(part);
        }
        if (uses.getOrDefault(part, 0) < 2) {
            return "(" + body(part) + ")";
        }
        String known = ruleNames.get(part);
        if (known != null) {
            return known;
        }
        String name = "part-" + (ruleNames.size() + 1);
        ruleNames.put(part, name);
        rules.add(name + " ::= " + body(part));
        return name;
    }

    private String body(Grammar part) {
        if (part instanceof Grammar.Literal literal) {
            return quote(literal.text());
        }
        if (part instanceof Grammar.CharSet set) {
            return charSet(set.ranges());
        }
        if (part instanceof Grammar.Sequence sequence) {
            return sequence.parts().isEmpty() ? "\"\"" : join(" ", sequence.parts());
        }
        if (part instanceof Grammar.Alternatives alternatives) {
            return join(" | ", alternatives.options());
        }
        Grammar.Repetition repetition = (Grammar.Repetition) part;
        String inner = reference(repetition.part());
        if (repetition.min() == 0 && repetition.max() == 1) {
            return inner + "?";
        }
        return inner + "{" + repetition.min() + "," + repetition.max() + "}";
    }

    private String join(String separator, List<Grammar> parts) {
        List<String> written = new ArrayList<>();
        parts.forEach(part -> written.add(reference(part)));
        return String.join(separator, written);
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                quoted.append('\\').appendCodePoint(point);
            } else if (point < 0x20 || point == 0x7F) {
                quoted.append(escape(point));
            } else {
                quoted.appendCodePoint(point);
            }
        });
        return quoted.append('"').toString();
    }

    private static String charSet(List<Integer> ranges) {
        StringBuilder set = new StringBuilder("[");
        for (int i = 0; i < ranges.size(); i += 2) {
            int first = ranges.get(i);
            int last = ranges.get(i + 1);
            set.append(inSet(first));
            if (last != first) {
                set.append('-').append(inSet(last));
            }
        }
        return set.append(']').toString();
    }

    private static String inSet(int point) {
        boolean plain = point < 0x80 && Character.isLetterOrDigit(point);
        return plain ? Character.toString(point) : escape(point);
    }

    private static String escape(int point) {
        if (point <= 0xFF) {
            return String.format(Locale.ROOT, "\\x%02X", point);
        }
        return point <= 0xFFFF
                ? String.format(Locale.ROOT, "\\u%04X", point)
                : String.format(Locale.ROOT, "\\U%08X", point);
    }
}
