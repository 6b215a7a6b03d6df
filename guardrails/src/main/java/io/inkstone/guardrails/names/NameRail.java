package io.inkstone.guardrails.names;

import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.Rail;
import io.inkstone.guardrails.Reach;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds {@code person}, {@code location}, {@code organization} and {@code address} by a small linear tagger, and
 * {@code title} (forms of address), {@code nationality}, {@code age} and {@code date_time} by rules, in English and Chinese.
 * A finding's score grows with what speaks for a name against none; from one half on more speaks for it.
 *
 * <p>Words in lower case that no list of names knows, and marks, are decided at once. In Chinese the last few characters wait
 * for those behind them.
 */
public final class NameRail implements Rail {

    /** The rail that findings name. */
    static final String RAIL = "privacy";

    private static final int MOST_CHARACTERS = 160;

    /** Longer names are cut, so that no stream waits for their end beyond the reach. */
    private static final int LONGEST_NAME = 120;

    /** What the tagger's margins are divided by, so that a score is about the share of such findings that are right. */
    private static final double MARGIN_UNIT = 28;

    private static final double EVEN_MARGIN = 34;

    /** What is less sure is not told. */
    private static final double LEAST_SCORE = 0.45;

    private static final int LOCATION = Label.kindOf("location");
    private static final int ADDRESS = Label.kindOf("address");

    private final NameModel model;

    NameRail(NameModel model) {
        this.model = model;
    }

    /** A rail with the model that this package brings, which is read once. */
    public static NameRail create() {
        return new NameRail(NameModel.standard());
    }

    @Override
    public Reach reach() {
        return new Reach.Characters(MOST_CHARACTERS);
    }

    @Override
    public List<Finding> find(Passage passage) {
        Reading reading = Reading.of(passage.text(), model.lexicon());
        Decoder decoder = new Decoder(reading, model);
        decoder.decode();
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < reading.tokens().count(); ) {
            i = decoder.label(i) == Label.OUTSIDE ? i + 1 : name(reading.tokens(), decoder, i, findings);
        }
        PersonalDetails.find(reading, decoder, findings);
        findings.sort(Comparator.comparingInt(Finding::start));
        return findings;
    }

    @Override
    public int openFrom(CharSequence window) {
        Reading reading = Reading.of(window, model.lexicon());
        Tokens tokens = reading.tokens();
        if (tokens.count() == 0) {
            return window.length();
        }
        int whole = tokens.growing() ? tokens.count() - 1 : tokens.count();
        int open = new Decoder(reading, model).openToken(whole - Reading.AHEAD);
        int from = open < tokens.count() ? tokens.start(open) : window.length();
        if (tokens.growing()) {
            from = Math.min(from, tokens.start(tokens.count() - 1));
        }
        return Math.max(from, window.length() - MOST_CHARACTERS + Tokens.LONGEST_WORD);
    }

    /** Adds the name that begins at a token; gives the token behind it. */
    private static int name(Tokens tokens, Decoder decoder, int first, List<Finding> findings) {
        int kind = Label.kind(decoder.label(first));
        int end = first + 1;
        double sum = decoder.margin(first);
        while (end < tokens.count()
                && decoder.label(end) == Label.begin(kind) + 1
                && tokens.end(end) - tokens.start(first) <= LONGEST_NAME) {
            sum += decoder.margin(end);
            end++;
        }
        int last = end - 1;
        while (last > first && tokens.kind(last) >= Tokens.MARK && tokens.first(last) != '.') {
            last--;
        }
        int from = first;
        while (from < last && tokens.kind(from) >= Tokens.MARK) {
            from++;
        }
        double score = 1 / (1 + Math.exp((EVEN_MARGIN - sum / (end - first)) / MARGIN_UNIT));
        if (score >= LEAST_SCORE && isName(tokens, from, last, kind)) {
            String category = Label.category(Label.begin(kind));
            findings.add(
                    new Finding(RAIL, tokens.start(from), tokens.end(last), category, score, "the tagger of names"));
        }
        return end;
    }

    /** Leaves numbers without a word to the rails of numbers, and nationalities to their rule. */
    private static boolean isName(Tokens tokens, int first, int last, int kind) {
        if (first == last && kind == LOCATION && Nationalities.contains(tokens.word(first))) {
            return false;
        }
        boolean letters = false;
        for (int i = first; i <= last; i++) {
            if (kind != ADDRESS && isCode(tokens.word(i))) {
                return false;
            }
            letters |= tokens.kind(i) < Tokens.MARK && !Shape.isNumber(tokens.shape(i));
        }
        return letters;
    }

    /** Whether letters and digits stand in one word, as in keys, codes and names of variables. */
    private static boolean isCode(String word) {
        return word.chars().anyMatch(sign -> sign >= '0' && sign <= '9')
                && word.chars().anyMatch(sign -> sign < 0x80 && Character.isLetter(sign));
    }
}
