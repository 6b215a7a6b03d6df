package io.inkstone.code.complete;

import io.inkstone.code.syntax.Brackets;
import io.inkstone.code.syntax.CodeLanguage.Blocks;
import io.inkstone.code.syntax.SyntaxErrors;
import io.inkstone.connector.Filled;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what of a model's text may be shown: cuts it where the line or the block ends and where it repeats what stands after
 * the cursor, and parses the file with it. A text that makes the file worse than a gap does is mended or dropped; a file that
 * was broken before is no reason to drop anything. Confined to one thread.
 */
final class CandidateJudge {

    /** Lines as short repeat in any code. */
    private static final int TELLING_CHARS = 8;

    private static final int MOST_CUTS = 8;

    private final Gap gap;
    private final PlaceParser place;
    private final NameSense sense;

    CandidateJudge(Gap gap) {
        this.gap = gap;
        this.place = new PlaceParser(gap);
        this.sense = new NameSense(gap);
    }

    PlaceParser place() {
        return place;
    }

    NameSense sense() {
        return sense;
    }

    Judged judge(Filled filled) {
        String whole = gap.block() ? new BlockStop(gap).cut(filled.text()) : new LineStop(gap).cut(filled.text());
        if (filled.finish() == Filled.Finish.LENGTH
                && whole.length() == filled.text().length()) {
            whole = withoutUnfinishedWord(whole);
        }
        whole = withoutJoinedWord(fromLineStart(whole.stripTrailing()));
        if (whole.isBlank() || leavesLineUnfinished(whole)) {
            return new Judged.Dropped("empty");
        }
        String fitted = best(fits(whole));
        if (fitted.isBlank()) {
            return new Judged.Dropped("repeats");
        }
        if (repeatsPrevious(fitted)) {
            return new Judged.Dropped("repeats");
        }
        return parsed(fitted);
    }

    // ---- what the place cuts
    // ------------------------------------------------------------------------------------------

    /** At the start of a line a model may begin with the line end and the indentation that are there already. */
    private String fromLineStart(String text) {
        if (!gap.atLineStart()) {
            return withoutSecondSpace(text);
        }
        int content = 0;
        while (content < text.length() && Character.isWhitespace(text.charAt(content))) {
            content++;
        }
        int line = text.lastIndexOf('\n', content);
        if (content == text.length()) {
            return text;
        }
        if (line < 0) {
            // Where the line is indented as it has to be, a space is the one that a model's words have in front.
            boolean indented =
                    !gap.lineBefore().isEmpty() && gap.expectedIndentation().isEmpty();
            return indented ? text.substring(content) : text;
        }
        String fresh = text.substring(line + 1);
        String there = gap.lineBefore();
        return fresh.startsWith(there) ? fresh.substring(there.length()) : fresh.stripLeading();
    }

    /** After a space a model often begins with another one, since its words have theirs in front. */
    private String withoutSecondSpace(String text) {
        String before = gap.lineBefore();
        if (!before.endsWith(" ") && !before.endsWith("\t")) {
            return text;
        }
        int content = 0;
        while (content < text.length() && (text.charAt(content) == ' ' || text.charAt(content) == '\t')) {
            content++;
        }
        return text.substring(content);
    }

    /** Whoever has typed a space wants something in this line, not in the next one. */
    private boolean leavesLineUnfinished(String text) {
        String before = gap.lineBefore();
        int lineEnd = text.indexOf('\n');
        return !gap.atLineStart()
                && Character.isWhitespace(before.charAt(before.length() - 1))
                && lineEnd >= 0
                && text.substring(0, lineEnd).isBlank();
    }

    /** A text that ran into its limit may end in half a word. */
    private static String withoutUnfinishedWord(String text) {
        int end = text.length();
        while (end > 0 && Character.isJavaIdentifierPart(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    /** The last word must not grow together with the one after the cursor. */
    private String withoutJoinedWord(String text) {
        boolean joins = !text.isEmpty()
                && !gap.after().isEmpty()
                && Character.isJavaIdentifierPart(text.charAt(text.length() - 1))
                && Character.isJavaIdentifierPart(gap.after().charAt(0));
        return joins ? withoutUnfinishedWord(text).stripTrailing() : text;
    }

    /** The text, and the text without what it repeats of what stands after the cursor; the most cut first. */
    private Set<String> fits(String text) {
        Set<String> fits = new LinkedHashSet<>();
        String rest = gap.lineAfter().strip();
        if (rest.isEmpty()) {
            String next = gap.nextLine().strip();
            int lastLine = text.lastIndexOf('\n') + 1;
            if (!next.isEmpty() && text.substring(lastLine).strip().equals(next)) {
                fits.add(text.substring(0, lastLine).stripTrailing());
            }
        } else {
            for (int length = Math.min(rest.length(), text.length()); length > 0; length--) {
                if (text.endsWith(rest.substring(0, length))) {
                    fits.add(text.substring(0, text.length() - length));
                }
            }
        }
        fits.add(text);
        return fits;
    }

    /** The one that leaves the fewest errors; the first of them. */
    private String best(Set<String> texts) {
        if (texts.size() == 1) {
            return texts.iterator().next();
        }
        String best = "";
        SyntaxErrors least = null;
        for (String text : texts) {
            SyntaxErrors errors = place.errors(text);
            if (least == null || errors.compareTo(least) < 0) {
                best = text;
                least = errors;
            }
        }
        return best;
    }

    private boolean repeatsPrevious(String text) {
        String first = text.strip().lines().findFirst().orElse("").strip();
        return first.length() >= TELLING_CHARS
                && gap.atLineStart()
                && first.equals(gap.previousLine().strip());
    }

    // ---- syntax
    // -------------------------------------------------------------------------------------------------------

    private Judged parsed(String text) {
        SyntaxErrors errors = place.errors(text);
        if (errors.count() == 0) {
            return good(text, errors, false, false);
        }
        boolean passes = errors.compareTo(place.allowed()) <= 0;
        if (errors.compareTo(place.allowed()) < 0) {
            return good(text, errors, false, false);
        }
        Optional<SyntaxErrors> opened = passes ? Optional.empty() : errorsWhenClosed(text);
        if (opened.isPresent()) {
            return good(text, opened.get(), false, true);
        }
        // Of a text that is no worse than a gap little is asked: each try reads the file once more.
        List<String> tries = mended(text);
        for (String mended : tries.subList(0, Math.min(tries.size(), passes ? 2 : MOST_CUTS))) {
            SyntaxErrors left = place.errors(mended);
            int compared = left.compareTo(passes ? errors : place.allowed());
            if (!mended.isBlank() && (passes ? compared < 0 : compared <= 0)) {
                return good(mended, left, true, false);
            }
        }
        return passes ? good(text, errors, false, false) : new Judged.Dropped("no_syntax");
    }

    private Judged good(String text, SyntaxErrors errors, boolean mended, boolean open) {
        return new Judged.Good(text, errors, mended, open, sense.doubts(text));
    }

    /** The line may begin a block that the person goes on to write. */
    private Optional<SyntaxErrors> errorsWhenClosed(String text) {
        if (!gap.lineAfter().isBlank() || !gap.opensBlock(text)) {
            return Optional.empty();
        }
        String indentation = leadingSpace(gap.atLineStart() && text.indexOf('\n') < 0 ? gap.lineBefore() + text : text);
        String closed = gap.language().blocks() == Blocks.BRACES
                ? text + "\n" + Brackets.of(text, gap.language()).closers()
                : text + "\n" + indentation + "    pass";
        SyntaxErrors errors = place.errors(closed);
        return errors.compareTo(place.allowed()) <= 0 ? Optional.of(errors) : Optional.empty();
    }

    private static String leadingSpace(String text) {
        String line = text.substring(text.stripTrailing().lastIndexOf('\n') + 1);
        return Gap.leadingSpace(line);
    }

    /** What might help: the brackets that are missing, or the longest beginning that ends at a seam. */
    private List<String> mended(String text) {
        List<String> mended = new ArrayList<>();
        String line = gap.lineBefore() + text + gap.lineAfter();
        Brackets brackets = Brackets.of(line, gap.language());
        if (!brackets.open().isEmpty() && brackets.extraClosing().isEmpty() && !gap.opensBlock(text)) {
            String statement = text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
            mended.add(statement + brackets.closers() + text.substring(statement.length()));
            if (gap.language().blocks() == Blocks.BRACES) {
                mended.add(statement + brackets.closers() + ";");
            }
        }
        if (!brackets.extraClosing().isEmpty()) {
            mended.add(withoutLast(text, brackets.extraClosing().length()));
        }
        int end = text.length() - 1;
        while (end > 0 && mended.size() < MOST_CUTS) {
            char c = text.charAt(end - 1);
            boolean word = Character.isJavaIdentifierPart(c) && !Character.isJavaIdentifierPart(text.charAt(end));
            if (word || c == ';' || c == '}' || c == ')' || c == ']') {
                mended.add(text.substring(0, end));
            }
            end--;
        }
        return mended;
    }

    /** Without its last closing brackets, if it ends with so many and perhaps a semicolon. */
    private static String withoutLast(String text, int brackets) {
        String end = text.endsWith(";") ? ";" : "";
        String rest = text.substring(0, text.length() - end.length());
        for (int i = 0; i < brackets && !rest.isEmpty() && ")]}".indexOf(rest.charAt(rest.length() - 1)) >= 0; i++) {
            rest = rest.substring(0, rest.length() - 1);
        }
        return rest + end;
    }
}
