package io.inkstone.guardrails;

import java.util.List;

/** Puts marks such as {@code [email]} in the place of what is redacted. */
final class Redaction {

    private Redaction() {}

    /**
     * A part of a text with its spans replaced; spans that overlap become one mark, of the first of them.
     *
     * @param ruled in the order of the text; those whose action is another stay as they are
     * @param from where the part begins; of a span that begins before it the rest is replaced
     * @param until where it ends; a span that begins before that is replaced whole
     */
    static String of(String text, List<Guard.Ruled> ruled, int from, int until) {
        StringBuilder redacted = new StringBuilder();
        int at = from;
        for (Guard.Ruled one : ruled) {
            Finding finding = one.finding();
            if (one.action() != Action.REDACT || finding.start() >= until) {
                continue;
            }
            int start = Math.max(from, finding.start());
            if (start >= at) {
                redacted.append(text, at, start)
                        .append('[')
                        .append(finding.category())
                        .append(']');
            }
            at = Math.max(at, finding.end());
        }
        return at < until ? redacted.append(text, at, until).toString() : redacted.toString();
    }
}
