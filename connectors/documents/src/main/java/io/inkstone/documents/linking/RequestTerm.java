package io.inkstone.documents.linking;

import java.util.ArrayList;
import java.util.List;

/** Finds a term in a request: as written, inflected, or with a slip. */
final class RequestTerm {

    private static final double CHINESE_SLIP = 0.8;

    private RequestTerm() {}

    /**
     * Every place where a term stands.
     *
     * @param term folded
     * @param slips whether a place with a slip counts
     */
    static List<Scored> find(RequestText request, String term, boolean slips) {
        List<Scored> found = new ArrayList<>();
        for (Span span : request.find(term)) {
            found.add(new Scored(span, 1));
        }
        if (RequestText.hasHan(term)) {
            if (slips && found.isEmpty()) {
                chineseSlips(request.text(), term, found);
            }
            return found;
        }
        String[] words = term.split(" ");
        for (int first = 0; first + words.length <= request.words().size(); first++) {
            double likeness = likeness(request, first, words, slips);
            if (likeness > 0) {
                Span span = request.words(first, first + words.length - 1);
                if (found.stream().noneMatch(scored -> scored.span().equals(span))) {
                    found.add(new Scored(span, likeness));
                }
            }
        }
        return found;
    }

    private static double likeness(RequestText request, int first, String[] words, boolean slips) {
        double sum = 0;
        for (int i = 0; i < words.length; i++) {
            String written = request.text(request.words().get(first + i));
            double likeness = Words.likeness(written, words[i]);
            if (likeness == 0 || (likeness < 1 && !slips)) {
                return 0;
            }
            sum += likeness;
        }
        return sum / words.length;
    }

    /** Windows of the term's length in which one character differs; of a term of three characters not the first. */
    private static void chineseSlips(String text, String term, List<Scored> found) {
        if (term.length() < 3) {
            return;
        }
        for (int start = 0; start + term.length() <= text.length(); start++) {
            int different = 0;
            for (int i = 0; i < term.length() && different < 2; i++) {
                if (text.charAt(start + i) != term.charAt(i)) {
                    different++;
                }
            }
            boolean likely = term.length() > 3 || text.charAt(start) == term.charAt(0);
            if (different == 1
                    && likely
                    && RequestText.isHan(text.charAt(start))
                    && RequestText.isHan(text.charAt(start + term.length() - 1))) {
                found.add(new Scored(new Span(start, start + term.length()), CHINESE_SLIP));
            }
        }
    }
}
