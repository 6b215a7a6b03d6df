package io.inkstone.guardrails.privacy;

import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.Rail;
import java.util.List;
import java.util.Set;

/** A text with what is to be found in it, written as {@code {category:text}}. */
final class Marked {

    private static final Rail RAIL = new PrivacyRail(List.of(new StructuredRail(Set.copyOf(Categories.STANDARD))));

    private Marked() {}

    /** The text without its marks. */
    static String plain(String marked) {
        return marked.replaceAll("\\{[a-z_0-9]+:([^}]*)\\}", "$1");
    }

    /** The text with marks around what the rail finds in it. */
    static String found(String plain) {
        return found(plain, RAIL, 0.5);
    }

    static String found(String plain, Rail rail, double threshold) {
        List<Finding> findings = rail.find(Passage.of(Origin.USER, plain));
        StringBuilder marked = new StringBuilder();
        int at = 0;
        for (Finding finding : findings) {
            if (finding.score() >= threshold) {
                marked.append(plain, at, finding.start())
                        .append('{')
                        .append(finding.category())
                        .append(':')
                        .append(plain, finding.start(), finding.end())
                        .append('}');
                at = finding.end();
            }
        }
        return marked.append(plain, at, plain.length()).toString();
    }
}
