package io.inkstone.documents.linking;

import com.github.houbb.pinyin.constant.enums.PinyinStyleEnum;
import com.github.houbb.pinyin.util.PinyinHelper;
import java.util.ArrayList;
import java.util.List;

/** Finds a term in a request: as written, inflected, or with a slip. */
final class RequestTerm {

    private static final double CHINESE_SLIP = 0.8;

    /** Of a word of two characters, of which many more sound alike. */
    private static final double SHORT_CHINESE_SLIP = 0.7;

    /** Characters of grammar, which nobody types for another by their sound. */
    private static final String FUNCTION_SIGNS = "的了吗呢吧是在和与及有到从对把被给也都就这那每各几一二三四五六七八九十";

    private RequestTerm() {}

    /**
     * Every place where a term stands.
     *
     * @param term folded
     * @param slips whether a place with a slip counts; in Chinese, where one character makes another word, only one of the
     *     same sound
     */
    static List<Scored> find(RequestText request, String term, boolean slips) {
        List<Scored> found = new ArrayList<>();
        for (Span span : request.find(term)) {
            found.add(new Scored(span, 1));
        }
        if (RequestText.hasHan(term)) {
            if (slips && found.isEmpty()) {
                homophones(request.text(), term, found);
            }
            return found;
        }
        joinedPairs(request, term, found);
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

    /** "Audio books" for "audiobook", "log-in" for "login". */
    private static void joinedPairs(RequestText request, String term, List<Scored> found) {
        if (term.length() < 5 || term.contains(" ")) {
            return;
        }
        for (int first = 0; first + 1 < request.words().size(); first++) {
            Span span = request.words(first, first + 1);
            String joined = request.text(request.words().get(first))
                    + request.text(request.words().get(first + 1));
            if (joined.equals(term) || (joined.length() > 5 && Words.sameStem(joined, term))) {
                found.add(new Scored(span, 0.95));
            }
        }
    }

    private static double likeness(RequestText request, int first, String[] words, boolean slips) {
        double sum = 0;
        for (int i = 0; i < words.length; i++) {
            String written = request.text(request.words().get(first + i));
            double likeness = Words.likeness(written, words[i]);
            if (likeness == 0 || (likeness < 0.9 && !slips)) {
                return 0;
            }
            sum += likeness;
        }
        return sum / words.length;
    }

    /** Windows of the term's length in which one character is another of the same sound, and which are no words themselves. */
    private static void homophones(String text, String term, List<Scored> found) {
        if (term.length() < 2) {
            return;
        }
        for (int start = 0; start + term.length() <= text.length(); start++) {
            int different = -1;
            int differences = 0;
            for (int i = 0; i < term.length() && differences < 2; i++) {
                if (text.charAt(start + i) != term.charAt(i)) {
                    different = i;
                    differences++;
                }
            }
            if (differences == 1 && soundAlike(text.charAt(start + different), term.charAt(different))) {
                Span window = new Span(start, start + term.length());
                if (isPartOfKnown(text, start + different)) {
                    continue;
                }
                if (term.length() > 2) {
                    found.add(new Scored(window, CHINESE_SLIP));
                } else if (!Lexicon.get().knows(text.substring(window.start(), window.end()))) {
                    found.add(new Scored(window, SHORT_CHINESE_SLIP));
                }
            }
        }
    }

    /** Whether a character makes a known word with one of its neighbours: 成本 has no slip in its first. */
    private static boolean isPartOfKnown(String text, int at) {
        Lexicon lexicon = Lexicon.get();
        return (at > 0 && lexicon.means(text.substring(at - 1, at + 1)))
                || (at + 1 < text.length() && lexicon.means(text.substring(at, at + 2)));
    }

    /** Whether two characters share a reading, tones aside: what a pinyin keyboard confuses. */
    private static boolean soundAlike(char a, char b) {
        if (!RequestText.isHan(a) || !RequestText.isHan(b) || FUNCTION_SIGNS.indexOf(a) >= 0) {
            return false;
        }
        List<String> readings = PinyinHelper.toPinyinList(a, PinyinStyleEnum.NORMAL);
        return PinyinHelper.toPinyinList(b, PinyinStyleEnum.NORMAL).stream().anyMatch(readings::contains);
    }
}
