package io.inkstone.evaluation.code;

/**
 * A line that was filled, and whether it is right.
 *
 * @param right for a task with a test whether the test passed, else whether it is the line that was taken out, but for the
 *     space around it
 */
record CodeAnswer(CodeTask task, Filler.Line line, boolean right) {

    /** Whether anything was offered. */
    boolean shown() {
        return !line.text().isBlank();
    }
}
