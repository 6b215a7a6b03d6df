package io.inkstone.lsp;

import java.util.List;

/** The commands that an editor may send; the README gives their arguments. */
final class Commands {

    static final String EXPLAIN = "inkstone.explain";
    static final String FIX = "inkstone.fix";
    static final String TEST = "inkstone.test";
    static final String COMMENT = "inkstone.comment";
    /** The person took a completion, or a part of it. */
    static final String ACCEPTED = "inkstone.accepted";
    /** The editor shows a completion. */
    static final String SHOWN = "inkstone.shown";

    static final String SIGN_IN = "inkstone.signIn";

    static final List<String> ALL = List.of(EXPLAIN, FIX, TEST, COMMENT, ACCEPTED, SHOWN, SIGN_IN);

    private Commands() {}
}
