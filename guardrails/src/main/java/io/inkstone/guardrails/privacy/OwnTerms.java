package io.inkstone.guardrails.privacy;

import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.LiteralSet;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.PolicyException;
import io.inkstone.guardrails.Rail;
import io.inkstone.guardrails.RailOptions;
import io.inkstone.guardrails.Reach;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the terms of a policy, in any case and width. */
final class OwnTerms implements Rail {

    /** The longest term, in UTF-16 units. */
    private static final int MOST = 128;

    /** A term as it is looked for. */
    record Term(String category, String text) {}

    private final LiteralSet literals;
    private final Map<String, String> categories = new HashMap<>();

    OwnTerms(List<Term> terms) {
        terms.forEach(term -> categories.put(fold(term.text()), term.category()));
        this.literals = LiteralSet.of(categories.keySet());
    }

    /**
     * A list or a map.
     *
     * @throws PolicyException when it is neither, or a term is empty or too long
     */
    static List<Term> read(RailOptions options) {
        List<Term> terms = new ArrayList<>();
        try {
            options.texts("terms").forEach(text -> terms.add(new Term(Categories.CUSTOM, text)));
        } catch (PolicyException noList) {
            options.named("terms").forEach((category, text) -> terms.add(new Term(category, text)));
        }
        for (Term term : terms) {
            if (term.text().isBlank() || term.text().length() > MOST) {
                throw options.wrong("terms", "a term has 1 to " + MOST + " characters.");
            }
        }
        return terms;
    }

    @Override
    public List<Finding> find(Passage passage) {
        String folded = fold(passage.text());
        List<Finding> found = new ArrayList<>();
        for (LiteralSet.Hit hit : literals.find(folded)) {
            if (!joins(folded, hit.start()) && !joins(folded, hit.end())) {
                String category = categories.getOrDefault(folded.substring(hit.start(), hit.end()), Categories.CUSTOM);
                found.add(new Finding(
                        PrivacyRailFactory.NAME, hit.start(), hit.end(), category, 1, "a term of the policy"));
            }
        }
        return found;
    }

    @Override
    public Reach reach() {
        return new Reach.Characters(MOST + 1);
    }

    @Override
    public int openFrom(CharSequence window) {
        String folded = fold(window.toString());
        int open = literals.openFrom(folded);
        // What ends with the text is a word of its own only if no letter follows.
        for (LiteralSet.Hit hit : literals.find(folded.substring(Math.max(0, folded.length() - MOST)))) {
            int shift = Math.max(0, folded.length() - MOST);
            if (hit.end() + shift == folded.length()
                    && HalfWidthText.isLetterOrDigit(folded.charAt(folded.length() - 1))) {
                open = Math.min(open, hit.start() + shift);
            }
        }
        return open;
    }

    private static boolean joins(String text, int place) {
        return place > 0
                && place < text.length()
                && HalfWidthText.isLetterOrDigit(text.charAt(place - 1))
                && HalfWidthText.isLetterOrDigit(text.charAt(place));
    }

    private static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            folded.append(Character.toLowerCase(HalfWidthText.fold(text.charAt(i))));
        }
        return folded.toString();
    }
}
