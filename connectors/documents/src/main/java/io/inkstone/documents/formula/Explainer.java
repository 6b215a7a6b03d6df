package io.inkstone.documents.formula;

import io.inkstone.documents.reading.Candidate;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sketch.Outcome;
import io.inkstone.documents.sketch.Sketch;
import io.inkstone.documents.sketch.SketchText;
import java.util.Objects;

/** Puts an outcome into the words and the JSON values of the answer. */
final class Explainer {

    private Explainer() {}

    /** The value for JSON: a number, a text, or a day in ISO form. */
    static Object value(Outcome outcome) {
        Object value = Objects.requireNonNull(outcome.value());
        if (value instanceof Double number) {
            return outcome.day()
                    ? Column.day(number).toString()
                    : (Object) SketchText.rounded(number).doubleValue();
        }
        return value;
    }

    static String valueType(Outcome outcome) {
        if (outcome.day()) {
            return "date";
        }
        return outcome.value() instanceof Double ? "number" : "text";
    }

    /** What is computed and over how many rows. */
    static String explain(Sketch sketch, Outcome outcome, boolean chinese) {
        String what = SketchText.say(sketch, chinese);
        int all = sketch.table().rows();
        return chinese
                ? what + "（共" + all + "行，用到" + outcome.rows() + "行）。"
                : Character.toUpperCase(what.charAt(0)) + what.substring(1) + " (" + outcome.rows() + " of " + all
                        + " rows).";
    }

    static String checked(String evaluated, boolean chinese) {
        return chinese
                ? "电子表格引擎对文件重新计算，得到相同的值：" + evaluated
                : "A spreadsheet engine computed the formula on the file and came to the same value: " + evaluated;
    }

    static String checkedRows(int rows, boolean chinese) {
        return chinese
                ? "电子表格引擎在" + rows + "行上重新计算，得到相同的值"
                : "A spreadsheet engine computed the formula in " + rows + " rows and came to the same values";
    }

    static String free(int votes, int of, boolean chinese) {
        return chinese
                ? "这个公式由模型自行写成：可以计算，" + of + "次中有" + votes + "次得到此值，但没有核对它是否符合要求。使用前请看说明。"
                : "The model wrote this formula by itself. It runs, and " + votes + " of " + of
                        + " tries came to this value, but nothing verified that it computes what was asked: read the "
                        + "explanation before using it.";
    }

    static String rejection(Candidate chosen, Candidate other, boolean chinese) {
        if (other.penalty() < chosen.penalty()) {
            return chinese ? "模型认为另一种理解更合适" : "The model held another reading for the likelier one";
        }
        return chinese ? "与要求的用词不如所选的贴近" : "The request's words fit it less closely";
    }
}
