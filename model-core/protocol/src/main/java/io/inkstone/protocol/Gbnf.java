package io.inkstone.protocol;

import java.util.List;

/**
 * A grammar in GBNF, llama.cpp's notation, parsed and checked, so that no engine meets one that it would ignore, loop on
 * or die of. Immutable and thread-safe; a {@link Matcher} belongs to one thread at a time.
 *
 * <p>Read are literals, character classes, {@code .}, groups, alternatives, {@code * + ? {m} {m,} {m,n}}, comments, and
 * rule names of letters, digits and hyphens. A rule ends with its line, except within a group and after {@code |} or
 * {@code ::=}.
 */
public final class Gbnf {

    /** The longest text of a grammar, in UTF-16 units. */
    public static final int MAX_CHARS = 512 * 1024;

    /** The most named rules. */
    public static final int MAX_RULES = 10_000;

    /** The largest number in a repetition. */
    public static final int MAX_REPETITIONS = 1000;

    /** The most characters, classes, calls and alternatives once all repetitions are written out. */
    public static final int MAX_ELEMENTS = 200_000;

    /** The deepest nesting of groups. */
    public static final int MAX_DEPTH = 64;

    /** The most readings of a text that are followed at once; each is a stack in the engine too. */
    public static final int MAX_STACKS = 8192;

    /** The deepest nesting of rules within each other while a text is read. */
    public static final int MAX_STACK_DEPTH = 10_000;

    private final String text;
    private final GbnfState start;

    private Gbnf(String text, GbnfState start) {
        this.text = text;
        this.start = start;
    }

    /**
     * Parses and checks a grammar.
     *
     * @throws ApiException 400 {@code invalid_grammar} that names line and column: syntax, an undefined or missing rule,
     *     left recursion (direct, indirect, through something empty), a rule that cannot end, or a limit
     */
    public static Gbnf parse(String grammar) {
        GbnfParser parser = new GbnfParser(grammar);
        List<GbnfRule> rules = parser.parse();
        GbnfChecks.check(parser, rules);
        return new Gbnf(grammar, GbnfState.start(parser.root()));
    }

    /** The grammar as it was given. */
    public String text() {
        return text;
    }

    /**
     * Exactly this text, as a literal of the notation.
     *
     * @throws IllegalArgumentException for what no grammar can hold: the character 0 and half a surrogate pair
     */
    public static String quote(String text) {
        StringBuilder literal = new StringBuilder("\"");
        text.codePoints().forEach(codePoint -> appendEscaped(literal, codePoint));
        return literal.append('"').toString();
    }

    /**
     * One character from {@code first} to {@code last}, as a class of the notation without its brackets, so that several
     * can stand in one pair.
     *
     * @throws IllegalArgumentException for what no grammar can hold
     */
    public static String quoteRange(int first, int last) {
        StringBuilder range = new StringBuilder();
        appendEscaped(range, first);
        if (last > first) {
            appendEscaped(range.append('-'), last);
        }
        return range.toString();
    }

    private static void appendEscaped(StringBuilder out, int codePoint) {
        if (codePoint == 0 || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)) {
            throw new IllegalArgumentException("a grammar cannot hold the character " + codePoint);
        }
        switch (codePoint) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\\', '"', '[', ']' -> out.append('\\').append((char) codePoint);
            case '^', '-' -> out.append(String.format("\\x%02X", codePoint));
            default -> {
                if (codePoint < 0x20 || codePoint == 0x7F) {
                    out.append(String.format("\\x%02X", codePoint));
                } else {
                    out.appendCodePoint(codePoint);
                }
            }
        }
    }

    /**
     * Whether the whole text is in the grammar's language.
     *
     * @throws ApiException 400 {@code invalid_grammar} when the text can be read in more than {@link #MAX_STACKS} ways
     */
    public boolean accepts(CharSequence text) {
        Matcher matcher = matcher();
        return matcher.accept(text) && matcher.isComplete();
    }

    /** A fresh reader of one text. */
    public Matcher matcher() {
        return new Matcher(start);
    }

    /** Follows one text as it grows. Not thread-safe. */
    public static final class Matcher {

        private GbnfState state;

        private Matcher(GbnfState state) {
            this.state = state;
        }

        /**
         * Takes the next character if the grammar allows it here; if not, nothing changes.
         *
         * @throws ApiException 400 {@code invalid_grammar} when a limit on readings is passed
         */
        public boolean accept(int codePoint) {
            GbnfState next = state.next(codePoint);
            if (next.isDead()) {
                return false;
            }
            state = next;
            return true;
        }

        /**
         * Takes all of the text if the grammar allows it here; if not, nothing changes. The text must not end within a
         * surrogate pair.
         *
         * @throws ApiException 400 {@code invalid_grammar} when a limit on readings is passed
         */
        public boolean accept(CharSequence text) {
            GbnfState next = state;
            for (int i = 0; i < text.length(); ) {
                int codePoint = Character.codePointAt(text, i);
                next = next.next(codePoint);
                if (next.isDead()) {
                    return false;
                }
                i += Character.charCount(codePoint);
            }
            state = next;
            return true;
        }

        /** Whether the text may end here. */
        public boolean isComplete() {
            return state.isComplete();
        }

        /** Whether any character may follow. */
        public boolean canContinue() {
            return state.canContinue();
        }
    }
}
