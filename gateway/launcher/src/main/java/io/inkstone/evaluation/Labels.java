package io.inkstone.evaluation;

/**
 * What is known of a request beside its words.
 *
 * @param language {@code en}, {@code zh}
 * @param kind what is asked for; {@link FormulaRequest#REFUSE} where no value can be right
 * @param paraphrased whether its words differ from the sheet's
 * @param template names the phrasing
 * @param sql an independent way to the value, over the table {@code t}; empty where there is none
 */
record Labels(String language, String kind, boolean paraphrased, String template, String sql) {

    /** Where only the kind is known. */
    static Labels kind(String kind) {
        return new Labels("en", kind, false, "", "");
    }
}
