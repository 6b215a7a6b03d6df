package io.inkstone.code.complete;

import io.inkstone.code.syntax.Brackets;
import io.inkstone.code.syntax.SyntaxErrors;
import io.inkstone.code.syntax.SyntaxParser;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parses the file as it would be with something in the gap; of a long file, what is around. Confined to one thread. */
final class PlaceParser {

    /** On each side; in whole lines. */
    private static final int AROUND_CHARS = 12_000;

    private final Optional<SyntaxParser> parser;
    private final Gap gap;
    private final String before;
    private final String after;
    private final Map<String, SyntaxErrors> known = new HashMap<>();
    private @Nullable SyntaxErrors allowed;

    PlaceParser(Gap gap) {
        this.gap = gap;
        this.parser = SyntaxParser.of(gap.language());
        this.before = lastLines(gap.before());
        this.after = firstLines(gap.after());
    }

    /**
     * What is wrong with the text in the gap. Where there is no parser, one error for each bracket that does not fit in the
     * text and the rest of its line.
     */
    SyntaxErrors errors(String text) {
        return known.computeIfAbsent(text, this::parse);
    }

    /** What is wrong with the file whatever stands in the gap: the least of nothing and of a name there. */
    SyntaxErrors allowed() {
        SyntaxErrors least = allowed;
        if (least == null) {
            SyntaxErrors empty = errors("");
            SyntaxErrors name = errors("x");
            least = empty.compareTo(name) <= 0 ? empty : name;
            allowed = least;
        }
        return least;
    }

    private SyntaxErrors parse(String text) {
        if (parser.isPresent()) {
            return parser.get().errors(before + text + after);
        }
        Brackets brackets = Brackets.of(gap.lineBefore() + text + gap.lineAfter(), gap.language());
        return new SyntaxErrors(brackets.extraClosing().length() + (brackets.crossed() ? 1 : 0), 0);
    }

    private static String lastLines(String text) {
        if (text.length() <= AROUND_CHARS) {
            return text;
        }
        return text.substring(text.indexOf('\n', text.length() - AROUND_CHARS) + 1);
    }

    private static String firstLines(String text) {
        if (text.length() <= AROUND_CHARS) {
            return text;
        }
        return text.substring(0, Math.max(0, text.lastIndexOf('\n', AROUND_CHARS)));
    }
}
