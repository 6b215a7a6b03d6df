package io.inkstone.evaluation.code;

import java.util.Optional;

/**
 * A line that is missing in a program, or that holds a slip in it.
 *
 * @param set which set it is of
 * @param language as editors name it
 * @param before the program before the line, as the set has it: often without the line end
 * @param after the program after the line, as the set has it
 * @param solution the line
 * @param test a program that fails unless the line is right, to stand behind all; empty where the text itself is compared
 * @param slip what stands there instead; empty where the line is missing
 */
record CodeTask(
        String set,
        String id,
        String language,
        String before,
        String after,
        String solution,
        Optional<String> test,
        Optional<String> slip) {

    /** The name of the set of programs with a slip. */
    static final String MENDED = "mended";

    /** The same program with a slip where the line was. */
    CodeTask withSlip(String text) {
        return new CodeTask(MENDED, id, language, before, after, solution, test, Optional.of(text));
    }

    /** The text before the line with the line end that the set leaves out: an editor's cursor stands on a line of its own. */
    String linesBefore() {
        return before.isEmpty() || before.endsWith("\n") ? before : before + "\n";
    }

    /** The program with a line in the gap, and its test. */
    String program(String line) {
        return tested(linesBefore() + line + "\n" + after);
    }

    /** The program with its slip. */
    String faulty() {
        return linesBefore() + slip.orElseThrow() + "\n" + after;
    }

    /** A whole program and its test. */
    String tested(String program) {
        return program + "\n" + test.orElse("");
    }

    /** The first line of a text that is not blank: what counts of an answer. */
    static String firstLine(String text) {
        return text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    }
}
