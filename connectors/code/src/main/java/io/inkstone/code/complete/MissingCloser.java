package io.inkstone.code.complete;

import io.inkstone.code.syntax.Brackets;
import io.inkstone.code.syntax.CodeLanguage.Blocks;
import io.inkstone.code.syntax.SyntaxErrors;
import java.util.List;
import java.util.Optional;

/**
 * The closing bracket that a file lacks exactly at the cursor. A small model likes to go on with the next thing instead; that
 * the file only parses with the bracket settles it.
 */
final class MissingCloser {

    /** How much of the file is looked at. */
    private static final int MOST_CHARS = 24_000;

    private static final List<String> ENDINGS = List.of("", ")", ");", ";");

    private MissingCloser() {}

    /** The text to insert, where it leaves fewer errors than anything else may. */
    static Optional<String> find(Gap gap, PlaceParser place) {
        if (gap.language().blocks() != Blocks.BRACES
                || !gap.lineAfter().isBlank()
                || place.allowed().count() == 0) {
            return Optional.empty();
        }
        int from = Math.max(0, gap.before().length() - MOST_CHARS);
        String before = gap.before().substring(from);
        Brackets brackets = Brackets.of(before, gap.language());
        if (!brackets.open().endsWith("{") || isEmptyBlock(before, brackets.lastOpenAt())) {
            return Optional.empty();
        }
        String opener = before.substring(before.lastIndexOf('\n', brackets.lastOpenAt()) + 1);
        String indentation = Gap.leadingSpace(opener);
        return ENDINGS.stream()
                .map(ending -> placed(indentation, "}" + ending, gap))
                .filter(text -> place.errors(text).compareTo(SyntaxErrors.NONE) == 0)
                .findFirst();
    }

    private static boolean isEmptyBlock(String before, int openerAt) {
        return before.substring(openerAt + 1).isBlank();
    }

    private static String placed(String indentation, String closer, Gap gap) {
        return gap.atLineStart() ? gap.beyondCursor(indentation) + closer : "\n" + indentation + closer;
    }
}
