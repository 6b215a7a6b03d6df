package io.inkstone.guardrails.safety;

import io.inkstone.guardrails.Guard;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.PolicyReader;
import io.inkstone.guardrails.StreamGuard;
import java.util.Random;

/** Sends texts through guards of policies; for tests. */
final class Streams {

    /** Ordinary answers, in which no rail may find or hold anything. */
    static final String PROSE =
            "The budget grew by 4 % in May, mostly due to travel. Here is a summary: three teams, two sites. "
                    + "预算在五月增长了百分之四，主要是差旅费用。我们建议下周开会讨论。\n";

    private Streams() {}

    /** The guard of a policy with these rails beside the standard ones. */
    static Guard guard(String rails) {
        return PolicyReader.standard().read("rails:\n" + rails.indent(2)).guard("any");
    }

    /** What comes out of a text that is cut by chance. */
    static String cut(StreamGuard stream, String text, long seed) {
        Random random = new Random(seed);
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            int next = Math.min(text.length(), at + 1 + random.nextInt(9));
            out.append(stream.accept(text.substring(at, next)));
            at = next;
        }
        return out.append(stream.finish()).toString();
    }

    static Passage system(String text) {
        return Passage.of(Origin.SYSTEM, text);
    }

    static Passage document(String text) {
        return Passage.of(Origin.DOCUMENT, text);
    }

    static Passage answer(String text) {
        return Passage.of(Origin.MODEL, text);
    }
}
