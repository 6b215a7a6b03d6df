package io.inkstone.code.assist;

import io.inkstone.code.syntax.SyntaxErrors;
import io.inkstone.code.syntax.SyntaxParser;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds the code that a model wrote against what was asked for. */
final class AssistCheck {

    /** What came of it. */
    sealed interface Result {
        /** Code that may be given. */
        record Held(String code) implements Result {}

        /**
         * It does not hold.
         *
         * @param code a stable word for it
         * @param problem what is wrong, in words for the model and for people
         */
        record Failed(String code, String problem) implements Result {}
    }

    private final AssistInput input;
    private final Optional<SyntaxParser> parser;

    AssistCheck(AssistInput input) {
        this.input = input;
        this.parser = SyntaxParser.of(input.theLanguage());
    }

    Result check(Assistance kind, String text) {
        Optional<String> written = CodeBlock.in(text);
        if (written.isEmpty()) {
            return new Result.Failed("no_code", "the answer holds no code block");
        }
        String code = written.get();
        return switch (kind) {
            case FIX -> fixed(code);
            case TEST -> test(code);
            case COMMENT -> commented(code);
            case EXPLAIN -> throw new IllegalArgumentException("an explanation holds no code");
        };
    }

    /** Holds mended code against the code that it was. */
    Result fixed(String written) {
        String code = withoutExample(written);
        if (code.strip().equals(input.code().strip())) {
            return new Result.Failed("unchanged", "the code is as it was");
        }
        SyntaxErrors after = errorsWith(code);
        SyntaxErrors around = errors(input.textBefore() + input.textAfter());
        // The file around may be broken elsewhere; the mended code must not add to that.
        if (after.compareTo(around) > 0 && after.count() > 0) {
            return noSyntax(after);
        }
        Set<String> lost = lost(code);
        return lost.isEmpty()
                ? new Result.Held(code)
                : new Result.Failed("lost_name", "the code no longer declares " + String.join(", ", lost));
    }

    /** Small models like to show how what they mended is called: that does not belong into a file that only declares. */
    private String withoutExample(String code) {
        if (parser.isEmpty() || code.length() > SyntaxParser.MAX_CHARS) {
            return code;
        }
        String given = input.code().stripTrailing();
        boolean onlyDeclares = parser.get().errors(given).count() == 0
                && parser.get().declarations(given).length() == given.length();
        String declarations = onlyDeclares ? parser.get().declarations(code) : code;
        return declarations.isBlank() ? code : declarations;
    }

    /** Names that others may use, unless the person has asked for something that may change them. */
    private Set<String> lost(String code) {
        if (parser.isEmpty() || input.instruction() != null || code.length() > SyntaxParser.MAX_CHARS) {
            return Set.of();
        }
        Set<String> lost = new LinkedHashSet<>(parser.get().declared(input.code()));
        lost.removeAll(parser.get().declared(code));
        return lost;
    }

    private Result test(String code) {
        SyntaxErrors errors = errors(code);
        if (errors.count() > 0) {
            return noSyntax(errors);
        }
        Set<String> names = parser.isPresent() ? parser.get().declared(input.code()) : Set.of();
        boolean mentioned = names.isEmpty()
                || names.stream().anyMatch(name -> code.matches("(?s).*\\b" + name.replace("$", "\\$") + "\\b.*"));
        return mentioned
                ? new Result.Held(code)
                : new Result.Failed("not_tested", "the test mentions none of " + String.join(", ", names));
    }

    /** As the model wrote it where nothing but comments was added; else its comments, put into the code as it was. */
    private Result commented(String code) {
        if (parser.isPresent()
                && sameTokens(code)
                && !code.strip().equals(input.code().strip())) {
            return new Result.Held(code);
        }
        Optional<String> placed = PlacedComments.into(input.code(), code, input.theLanguage());
        if (placed.isEmpty() || (parser.isPresent() && !sameTokens(placed.get()))) {
            return new Result.Failed("no_comment", "no comment of the answer belongs to a line of the code");
        }
        return new Result.Held(placed.get());
    }

    private boolean sameTokens(String code) {
        SyntaxParser known = parser.orElseThrow();
        if (code.length() > SyntaxParser.MAX_CHARS) {
            return false;
        }
        List<String> before = known.tokens(input.code());
        return known.tokens(code).equals(before);
    }

    /** What is wrong with the file when this stands in it; nothing where it is not parsed. */
    SyntaxErrors errorsWith(String code) {
        return errors(input.textBefore() + code + input.textAfter());
    }

    private SyntaxErrors errors(String text) {
        return parser.isPresent() && text.length() <= SyntaxParser.MAX_CHARS
                ? parser.get().errors(text)
                : SyntaxErrors.NONE;
    }

    private static Result noSyntax(SyntaxErrors errors) {
        return new Result.Failed("no_syntax", "the code does not parse in its place (" + errors.count() + " errors)");
    }
}
