package io.inkstone.evaluation.code;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Plants slips as people make them: one operator, number or name of a line is another one. The mutation operators are those of the
 * tools that test tests (relational, arithmetic and logical operators, constants).
 */
final class Slips {

    private static final int MOST_TRIES = 6;

    private static final Map<Pattern, String> RULES = new LinkedHashMap<>();

    static {
        rule("(?<![<>=!])<=", "<");
        rule("(?<![<>=!])>=", ">");
        rule("(?<![<>=!-])<(?![<=])", "<=");
        rule("(?<![<>=!-])>(?![>=])", ">=");
        rule("==", "!=");
        rule("!=", "==");
        rule(" \\+ ", " - ");
        rule(" - ", " + ");
        rule(" \\* ", " + ");
        rule(" % ", " // ");
        rule("\\bTrue\\b", "False");
        rule("\\bFalse\\b", "True");
        rule(" and ", " or ");
        rule(" or ", " and ");
        rule("\\b0\\b", "1");
        rule("\\b1\\b", "2");
        rule("\\b2\\b", "1");
        rule("\\bmin\\b", "max");
        rule("\\bmax\\b", "min");
    }

    private Slips() {}

    private static void rule(String right, String wrong) {
        RULES.put(Pattern.compile(right), wrong);
    }

    /**
     * Programs with a slip, one a function.
     *
     * @param tasks of HumanEval; several may be lines of one function
     * @param passes whether a program ends well
     */
    static List<CodeTask> planted(List<CodeTask> tasks, int limit, long seed, Predicate<String> passes) {
        List<CodeTask> planted = new ArrayList<>();
        Set<String> functions = new LinkedHashSet<>();
        for (CodeTask task : tasks) {
            if (planted.size() == limit) {
                break;
            }
            if (!functions.contains(task.test().orElse(""))) {
                planted(task, seed, passes).ifPresent(faulty -> {
                    functions.add(task.test().orElse(""));
                    planted.add(faulty);
                });
            }
        }
        return planted;
    }

    private static Optional<CodeTask> planted(CodeTask task, long seed, Predicate<String> passes) {
        List<String> slips = new ArrayList<>(of(task.solution()));
        Collections.shuffle(slips, new Random(seed));
        return slips.stream()
                .limit(MOST_TRIES)
                .filter(slip -> !passes.test(task.program(slip)))
                .findFirst()
                .map(task::withSlip);
    }

    /** All lines that a slip can make of a line. */
    static Set<String> of(String line) {
        Set<String> slips = new LinkedHashSet<>();
        RULES.forEach((right, wrong) -> {
            for (MatchResult match : right.matcher(line).results().toList()) {
                slips.add(line.substring(0, match.start()) + wrong + line.substring(match.end()));
            }
        });
        return slips;
    }
}
