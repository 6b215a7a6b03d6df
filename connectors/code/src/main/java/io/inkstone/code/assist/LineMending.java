package io.inkstone.code.assist;

import io.inkstone.code.complete.CompleteAnswer;
import io.inkstone.code.complete.CompleteInput;
import io.inkstone.code.complete.CompleteOperation;
import io.inkstone.code.syntax.SyntaxErrors;
import io.inkstone.code.syntax.SyntaxParser;
import io.inkstone.connector.ConnectorException;
import io.inkstone.connector.OperationContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Mends code of which one line is wrong. Each line is taken out in turn and written anew by completion: what belongs into a gap a
 * small model knows far better than what is wrong with a whole. Of the lines that it would write otherwise, the one is changed that
 * it changes least, for slips are small, and those that it would write as they are speak for themselves.
 */
final class LineMending {

    /** More would take longer than a person waits. */
    private static final int MOST_LINES = 14;

    /** What has been found by then has to do: whoever waits may still have to wait for an answer in words. */
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(40);

    /** Of what stands around the code this much on each side is shown to the model. */
    private static final int AROUND_CHARS = 400;

    /** A line of which more is changed is another line, and no mended one. */
    private static final double MOST_CHANGED = 0.75;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]");

    /** A line that ends where a body begins, and the name in it. */
    private static final Pattern DECLARING = Pattern.compile("([\\p{L}\\p{N}_$]+)\\s*\\([^()]*\\)[^()]*[:{]\\s*$");

    private final AssistInput input;
    private final AssistCheck check;
    private final Optional<SyntaxParser> parser;
    private final List<String> lines;

    /**
     * A line that was mended.
     *
     * @param code all of it
     * @param line which, from 1
     */
    record Mended(String code, int line, String was, String now) {

        /** In words and code. */
        String told(String language, Locale locale) {
            String words = locale.getLanguage().equals("zh") ? "第 %d 行:`%s` 改为 `%s`。" : "Line %d: `%s` is now `%s`.";
            return AssistOperation.fenced(language, code)
                    + String.format(Locale.ROOT, words, line, was.strip(), now.strip());
        }
    }

    private record Candidate(Mended mended, SyntaxErrors errors, TokenChange change, double confidence) {}

    LineMending(AssistInput input, AssistCheck check) {
        this.input = input;
        this.check = check;
        this.parser = SyntaxParser.of(input.theLanguage());
        this.lines = List.of(input.code().split("\n", -1));
    }

    /** Empty where no line is likely enough to be it, or no model fills gaps. */
    Optional<Mended> find(OperationContext context) throws InterruptedException {
        List<Integer> rows = rows();
        if (rows.size() > MOST_LINES) {
            return Optional.empty();
        }
        SyntaxErrors asItIs = check.errorsWith(input.code());
        List<Candidate> candidates = new ArrayList<>();
        long startNanos = System.nanoTime();
        for (int i = 0; i < rows.size() && System.nanoTime() - startNanos < MOST_NANOS; i++) {
            context.checkCancelled();
            context.progress((double) i / rows.size(), (i + 1) + "/" + rows.size());
            Optional<CompleteAnswer.Completion> anew;
            try {
                anew = anew(rows.get(i), context);
            } catch (ConnectorException e) {
                if (e.category() == ConnectorException.Category.UNAVAILABLE) {
                    return Optional.empty(); // a model that only chats may still be there
                }
                throw e;
            }
            int row = rows.get(i);
            anew.flatMap(completion -> candidate(row, completion)).ifPresent(candidates::add);
        }
        return candidates.stream()
                .filter(candidate -> candidate.errors().compareTo(asItIs) < 0
                        || (candidate.errors().compareTo(asItIs) == 0
                                && candidate.change().part() <= MOST_CHANGED))
                .filter(candidate -> check.fixed(candidate.mended().code()) instanceof AssistCheck.Result.Held)
                .min(Comparator.comparing(Candidate::errors)
                        .thenComparing(candidate -> candidate.change().tokens())
                        .thenComparing(
                                Comparator.comparing(Candidate::confidence).reversed()))
                .map(Candidate::mended);
    }

    /** The lines that could be wrong: with code in them, and more than brackets. */
    private List<Integer> rows() {
        boolean parses = parser.isPresent() && input.code().length() <= SyntaxParser.MAX_CHARS;
        List<Integer> rows = new ArrayList<>();
        if (parses) {
            rows.addAll(parser.get().codeLines(input.code()));
        } else {
            for (int i = 0; i < lines.size(); i++) {
                rows.add(i);
            }
        }
        Set<String> names = parses ? parser.get().declared(input.code()) : Set.of();
        rows.removeIf(row -> row >= lines.size() || !mayBeWrong(lines.get(row), names));
        return rows;
    }

    /** Not brackets alone, and not what declares a name: others rely on that as it is. */
    private static boolean mayBeWrong(String line, Set<String> names) {
        Matcher declaring = DECLARING.matcher(line);
        return WORD.matcher(line).find() && !(declaring.find() && names.contains(declaring.group(1)));
    }

    private Optional<CompleteAnswer.Completion> anew(int row, OperationContext context) throws InterruptedException {
        String before = AssistOperation.lastChars(input.textBefore(), AROUND_CHARS)
                + join(lines.subList(0, row))
                + indentation(lines.get(row));
        String after = "\n" + String.join("\n", lines.subList(row + 1, lines.size()))
                + AssistOperation.firstChars(input.textAfter(), AROUND_CHARS);
        CompleteInput gap =
                new CompleteInput(before, after, input.path(), input.language(), List.of(), "line", 1, null);
        return CompleteOperation.likeliest(gap, context);
    }

    /** The line as it would be: a comment behind it stays, and its line end. */
    private Optional<Candidate> candidate(int row, CompleteAnswer.Completion completion) {
        String was = lines.get(row);
        String line = indentation(was) + completion.text().stripTrailing();
        if (line.indexOf('\n') >= 0) {
            return Optional.empty();
        }
        String kept = comment(was);
        String code = line.substring(0, line.length() - comment(line).length());
        TokenChange change = TokenChange.between(was.substring(0, was.length() - kept.length()), code);
        if (change.tokens() == 0) {
            return Optional.empty();
        }
        String now = code + (kept.isEmpty() && was.endsWith("\r") ? "\r" : kept);
        List<String> mended = new ArrayList<>(lines);
        mended.set(row, now);
        String whole = String.join("\n", mended);
        return Optional.of(new Candidate(
                new Mended(whole, row + 1, was, now), check.errorsWith(whole), change, completion.confidence()));
    }

    /** The comment that a line ends with, and the space before it; empty where there is none. */
    private String comment(String line) {
        String mark = input.theLanguage().comment();
        for (int at = line.indexOf(mark); parser.isPresent() && at >= 0; at = line.indexOf(mark, at + 1)) {
            String code = line.substring(0, at).stripTrailing();
            if (parser.get().tokens(code).equals(parser.get().tokens(line))) {
                return line.substring(code.length());
            }
        }
        return "";
    }

    private static String join(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private static String indentation(String line) {
        return line.substring(0, line.length() - line.stripLeading().length());
    }
}
