package io.inkstone.guardrails;

import java.util.List;

/** What becomes of a text. */
public sealed interface Verdict {

    /** What was found, in the order of the text, whatever follows from it. */
    List<Finding> findings();

    /** It may pass as it is. */
    record Allow(List<Finding> findings) implements Verdict {
        /** Copies. */
        public Allow {
            findings = List.copyOf(findings);
        }
    }

    /**
     * It may pass changed.
     *
     * @param text the text with a mark such as {@code [email]} in the place of each span
     */
    record Redact(String text, List<Finding> findings) implements Verdict {
        /** Copies. */
        public Redact {
            findings = List.copyOf(findings);
        }
    }

    /**
     * It may pass once whoever asked has confirmed.
     *
     * @param because the finding that asks
     */
    record Ask(Finding because, List<Finding> findings) implements Verdict {
        /** Copies. */
        public Ask {
            findings = List.copyOf(findings);
        }
    }

    /**
     * It goes no further.
     *
     * @param because the finding that blocks
     */
    record Block(Finding because, List<Finding> findings) implements Verdict {
        /** Copies. */
        public Block {
            findings = List.copyOf(findings);
        }
    }
}
