package io.inkstone.documents.repair;

import io.inkstone.documents.expression.Expression;
import io.inkstone.documents.expression.FormulaParser;
import io.inkstone.documents.expression.FormulaSyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes formulas that can be parsed out of a text that cannot, by few insertions and deletions of brackets, quotes and separators. */
final class TextRepair {

    private static final int MOST_EDITS = 3;
    private static final int MOST_TEXTS = 400;
    private static final int MOST_CHARS_TRIED = 400_000;
    private static final int MOST_WAYS = 40;
    private static final int MOST_FORMULAS = 12;
    private static final double LIKELY = 0.2;
    private static final double LESS_LIKELY = 0.3;
    private static final double UNLIKELY = 0.5;

    private final boolean chinese;
    private final PriorityQueue<Attempt> queue = new PriorityQueue<>(Comparator.comparingDouble(Attempt::cost));
    private final Set<String> seen = new HashSet<>();
    private int ways;

    private TextRepair(boolean chinese) {
        this.chinese = chinese;
    }

    private record Attempt(String text, List<Change> changes, double cost) {}

    /** The formulas, likeliest first. */
    static List<Draft> drafts(TidyText tidy, boolean chinese) throws FormulaSyntaxException {
        return new TextRepair(chinese).search(tidy);
    }

    private List<Draft> search(TidyText tidy) throws FormulaSyntaxException {
        List<Draft> drafts = new ArrayList<>();
        queue.add(new Attempt(
                tidy.text(), tidy.changes(), LIKELY / 2 * tidy.changes().size()));
        @Nullable FormulaSyntaxException first = null;
        int edits = tidy.changes().size() + MOST_EDITS;
        int most =
                Math.min(MOST_TEXTS, MOST_CHARS_TRIED / Math.max(1, tidy.text().length()));
        for (int tried = 0; tried < most && !queue.isEmpty() && drafts.size() < MOST_FORMULAS; tried++) {
            Attempt attempt = queue.remove();
            if (!seen.add(attempt.text)) {
                continue;
            }
            try {
                Expression parsed = FormulaParser.parse(attempt.text);
                drafts.add(new Draft(parsed, attempt.changes, attempt.cost));
                if (tried == 0) {
                    return drafts;
                }
            } catch (FormulaSyntaxException e) {
                first = first == null ? e : first;
                if (attempt.changes.size() < edits) {
                    ways = 0;
                    edit(attempt, e.position());
                }
            }
        }
        if (drafts.isEmpty() && first != null) {
            throw first;
        }
        return drafts;
    }

    private void edit(Attempt attempt, int at) {
        String text = attempt.text;
        if (quotes(text) % 2 == 1) {
            for (int i = text.indexOf('"') + 1; i <= text.length(); i++) {
                if (i == text.length() || ",)&=<>".indexOf(text.charAt(i)) >= 0) {
                    insert(attempt, i, "\"", "quote", LIKELY + (i == text.length() ? LIKELY : 0));
                }
            }
            return;
        }
        int open = balance(text);
        if (open > 0) {
            insert(attempt, text.length(), ")", "bracket", LIKELY);
            for (int i = 1; i < text.length(); i++) {
                if (",)+-*/&=<>".indexOf(text.charAt(i)) >= 0 && !within(text, i)) {
                    insert(attempt, i, ")", "bracket", LESS_LIKELY);
                }
            }
        } else if (open < 0) {
            for (int i = text.length() - 1; i > 0; i--) {
                if (text.charAt(i) == ')' && !within(text, i)) {
                    boolean last = i == text.length() - 1;
                    delete(attempt, i, "bracket", last ? LIKELY : LESS_LIKELY);
                }
            }
        }
        if (at < text.length()) {
            comparison(attempt, at);
            insert(attempt, at, ",", "separator", LESS_LIKELY);
            delete(attempt, at, "stray_character", UNLIKELY);
        }
        if (at > 0) {
            delete(attempt, at - 1, "stray_character", UNLIKELY);
        }
    }

    /** A criterion such as {@code >20} without its quotes. */
    private void comparison(Attempt attempt, int at) {
        String text = attempt.text;
        if ("<>=".indexOf(text.charAt(at)) < 0) {
            return;
        }
        int end = at;
        while (end < text.length() && ",)".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String quoted = '"' + text.substring(at, end) + '"';
        add(
                attempt,
                text.substring(0, at) + quoted + text.substring(end),
                LIKELY,
                new Change(
                        "criteria_quoting",
                        chinese ? "条件须放在引号中：" + quoted : "A condition has to stand in quotes: " + quoted));
    }

    private void insert(Attempt attempt, int at, String what, String kind, double cost) {
        String text = attempt.text.substring(0, at) + what + attempt.text.substring(at);
        String before = attempt.text.substring(Math.max(0, at - 12), at);
        String words = chinese
                ? "缺少" + name(what) + "，已补在“" + before + "”之后"
                : name(what) + " was missing; it now stands after '" + before + "'";
        add(attempt, text, cost, new Change(kind, words));
    }

    private void delete(Attempt attempt, int at, String kind, double cost) {
        String what = attempt.text.substring(at, at + 1);
        if (Character.isLetterOrDigit(what.charAt(0)) || what.equals("\"")) {
            return;
        }
        String words = chinese ? "多了一个" + name(what) + "，已删去" : name(what) + " was too many and is gone";
        add(attempt, attempt.text.substring(0, at) + attempt.text.substring(at + 1), cost, new Change(kind, words));
    }

    private String name(String what) {
        return switch (what) {
            case ")", "(" -> chinese ? "括号" + what : "The bracket " + what;
            case "\"" -> chinese ? "引号" : "A quote";
            case "," -> chinese ? "逗号" : "A comma";
            default -> chinese ? "“" + what + "”" : "'" + what + "'";
        };
    }

    private void add(Attempt attempt, String text, double cost, Change change) {
        ways++;
        if (ways > MOST_WAYS) {
            return;
        }
        List<Change> changes = new ArrayList<>(attempt.changes);
        changes.add(change);
        queue.add(new Attempt(text, changes, attempt.cost + cost));
    }

    private static long quotes(String text) {
        return text.chars().filter(c -> c == '"').count();
    }

    private static boolean within(String text, int at) {
        return quotes(text.substring(0, at)) % 2 == 1;
    }

    private static int balance(String text) {
        int open = 0;
        boolean quoted = false;
        for (char c : text.toCharArray()) {
            quoted ^= c == '"';
            open += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return open;
    }
}
