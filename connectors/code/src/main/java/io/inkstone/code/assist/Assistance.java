package io.inkstone.code.assist;

/** The kinds of work, with what the model is told about each. */
enum Assistance {
    /** Says what the code does. */
    EXPLAIN(
            "explain",
            "Explains code in words.",
            "Explain what this code does: its purpose first, then how, in a few short paragraphs."),
    /** Mends the code. */
    FIX(
            "fix",
            "Mends code; what it gives parses in its place.",
            "Fix the error in this code. Write the whole corrected code in one code block."),
    /** Writes a test for the code. */
    TEST(
            "test",
            "Writes a test for code; it parses and calls what it tests.",
            "Write a unit test for this code. Answer with one code block that holds the test alone."),
    /** Writes comments into the code. */
    COMMENT(
            "comment",
            "Writes comments into code and changes nothing else in it.",
            "Add short comments to this code that say why, each on a line of its own above what it explains. Do not change the"
                    + " code itself. Answer with the whole commented code in one code block.");

    private final String operation;
    private final String summary;
    private final String task;

    Assistance(String operation, String summary, String task) {
        this.operation = operation;
        this.summary = summary;
        this.task = task;
    }

    String operation() {
        return operation;
    }

    String summary() {
        return summary;
    }

    String task() {
        return task;
    }
}
