package io.inkstone.guardrails.privacy;

import io.inkstone.guardrails.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Findings whose form or check digit says where they begin and end. A name that the tagger draws over one gives way: it keeps
 * what lies before and behind.
 */
final class ExactSpans {

    /** From this score on the form is no chance. */
    private static final double EXACT = 0.75;

    /** Not so postal codes and the like, which are parts of addresses, and what is known by the words before it alone. */
    private static final Set<String> FORMS = Set.of(
            Categories.RESIDENT_ID,
            Categories.PHONE,
            Categories.LANDLINE,
            Categories.BANK_CARD,
            Categories.CREDIT_CARD,
            Categories.PASSPORT,
            Categories.VEHICLE_PLATE,
            Categories.CREDIT_CODE,
            Categories.EMAIL,
            Categories.IP_ADDRESS,
            Categories.URL_CREDENTIALS,
            Categories.IBAN,
            Categories.US_SSN);

    private ExactSpans() {}

    /** The same findings, the names cut to what no exact one holds; both lists in the order of their starts. */
    static List<Finding> apart(List<Finding> sorted, String text) {
        List<Finding> exact = sorted.stream().filter(ExactSpans::isExact).toList();
        if (exact.isEmpty()) {
            return sorted;
        }
        List<Finding> apart = new ArrayList<>();
        int first = 0;
        for (Finding finding : sorted) {
            while (first < exact.size() && exact.get(first).end() <= finding.start()) {
                first++;
            }
            if (isName(finding)) {
                cut(finding, exact.subList(first, exact.size()), text, apart);
            } else {
                apart.add(finding);
            }
        }
        apart.sort(PrivacyRail.BY_PLACE);
        return apart;
    }

    private static void cut(Finding name, List<Finding> exact, String text, List<Finding> apart) {
        int from = name.start();
        for (Finding other : exact) {
            if (other.start() >= name.end()) {
                break;
            }
            addPiece(name, from, other.start(), text, apart);
            from = Math.max(from, other.end());
        }
        if (from == name.start()) {
            apart.add(name);
        } else {
            addPiece(name, from, name.end(), text, apart);
        }
    }

    /** Without the blanks and marks that joined it to the rest; nothing where no more is there. */
    private static void addPiece(Finding name, int from, int to, String text, List<Finding> apart) {
        int start = from;
        int end = to;
        while (start < end && !Character.isLetterOrDigit(text.charAt(start))) {
            start++;
        }
        while (end > start && !Character.isLetterOrDigit(text.charAt(end - 1))) {
            end--;
        }
        if (start < end) {
            apart.add(new Finding(name.rail(), start, end, name.category(), name.score(), name.why()));
        }
    }

    private static boolean isExact(Finding finding) {
        return finding.score() >= EXACT && FORMS.contains(finding.category());
    }

    /** An unsure one is left whole: it is dropped for touching a sure one. */
    private static boolean isName(Finding finding) {
        return finding.score() >= PrivacyRail.SURE
                && (Categories.NAMES.contains(finding.category())
                        || Categories.OTHER_NAMES.contains(finding.category()));
    }
}
