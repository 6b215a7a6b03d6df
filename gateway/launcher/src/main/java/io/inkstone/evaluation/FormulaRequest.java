package io.inkstone.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.nio.file.Path;
import java.util.List;

/**
 * One request of a set, with what a careful person would answer.
 *
 * @param trials the workbooks that it is tried on, at least one; it is answered rightly when it is on all of them
 */
record FormulaRequest(String id, String text, Labels labels, Place place, List<Trial> trials) {

    static final String REFUSE = "refuse";

    FormulaRequest {
        trials = List.copyOf(trials);
        if (trials.isEmpty()) {
            throw new IllegalArgumentException("the request " + id + " has no workbook");
        }
    }

    /** Whether declining is what is right. */
    boolean toBeRefused() {
        return labels.kind().equals(REFUSE);
    }

    String kind() {
        return labels.kind();
    }

    String language() {
        return labels.language();
    }

    boolean paraphrased() {
        return labels.paraphrased();
    }

    String template() {
        return labels.template();
    }

    String sql() {
        return labels.sql();
    }

    /** The first workbook. */
    Path workbook() {
        return trials.get(0).workbook();
    }

    /** The value on the first workbook; JSON null where it is not one value. */
    JsonNode value() {
        return trials.get(0).expected() instanceof Expected.Value expected ? expected.value() : NullNode.getInstance();
    }
}
