package io.inkstone.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/**
 * One request of a set, with what a careful person would answer.
 *
 * @param kind what is asked for; {@code refuse} where no value can be right
 * @param paraphrased whether its words differ from the sheet's
 * @param template names the phrasing
 * @param sql an independent way to the value, over the table {@code t}; empty for {@code refuse}
 * @param value a number or text, a day in ISO form; JSON null for {@code refuse}
 */
record FormulaRequest(
        String id,
        Path workbook,
        String language,
        String text,
        String kind,
        boolean paraphrased,
        String template,
        String sql,
        JsonNode value) {

    static final String REFUSE = "refuse";

    /** Whether declining is what is right. */
    boolean toBeRefused() {
        return kind.equals(REFUSE);
    }

    /** Whether the value is a number of things, which has no rounding. */
    boolean isCount() {
        return kind.equals("count") || kind.equals("distinct");
    }
}
