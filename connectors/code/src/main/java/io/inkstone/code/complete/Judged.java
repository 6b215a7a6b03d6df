package io.inkstone.code.complete;

import io.inkstone.code.syntax.SyntaxErrors;

/** What came of a candidate. */
sealed interface Judged {

    /**
     * It may be shown.
     *
     * @param text what would be inserted
     * @param errors those that the file has with it
     * @param mended whether something had to be cut or added beyond what the place asked for
     * @param open whether it begins a block that is still to be written
     * @param doubts how many things about it make little sense
     */
    record Good(String text, SyntaxErrors errors, boolean mended, boolean open, int doubts) implements Judged {}

    /**
     * It may not.
     *
     * @param reason {@code empty}, {@code repeats} or {@code no_syntax}
     */
    record Dropped(String reason) implements Judged {}
}
