package io.inkstone.guardrails.names;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A text's tokens with what the lexicon knows of them, and which of them a name could hold. Whatever is said of a token hangs
 * on what stands before it and on at most {@link #AHEAD} tokens behind it.
 */
final class Reading {

    /** How many tokens behind a token its label depends on. */
    static final int AHEAD = 3;

    /** A word of Chinese begins here, ends here, or goes on here; beside the masks of the lexicon, above their bits. */
    static final int WORD_BEGINS = 1 << 8;

    static final int WORD_ENDS = 1 << 9;
    static final int WORD_GOES_ON = 1 << 10;

    private static final Set<Integer> JOINING = forms(
            "of", "de", "del", "della", "di", "da", "do", "dos", "das", "du", "des", "la", "le", "les", "el", "los",
            "las", "van", "von", "der", "den", "zu", "zum", "am", "an", "af", "av", "al", "bin", "ibn", "bint", "y",
            "e", "i", "and", "und", "et", "the", "for", "ul", "u", "st", "ter", "ten", "op", "na", "nad", "pod", "im",
            "s");

    private static final Set<Integer> INTRODUCING =
            forms("am", "is", "called", "named", "me", "mr", "mrs", "ms", "dr", "miss", "hi", "hello", "dear", "im");

    private static final Set<Integer> INTRODUCED_BY =
            forms("name", "i", "is", "call", "names", "m", "surname", "called");

    private static final String JOINING_MARKS = ",.'’-&/#·•–";

    private final Tokens tokens;
    private final Lexicon lexicon;
    private final int[] masks;
    private final boolean[] candidates;

    private Reading(Tokens tokens, Lexicon lexicon) {
        this.tokens = tokens;
        this.lexicon = lexicon;
        this.masks = new int[tokens.count()];
        this.candidates = new boolean[tokens.count()];
    }

    static Reading of(CharSequence text, Lexicon lexicon) {
        Reading reading = new Reading(Tokens.of(text), lexicon);
        for (int i = 0; i < reading.tokens.count(); i++) {
            reading.lookUp(i);
        }
        for (int i = 0; i < reading.tokens.count(); i++) {
            reading.candidates[i] = reading.isCandidate(i);
        }
        return reading;
    }

    Tokens tokens() {
        return tokens;
    }

    /** Whether a token may be labelled at all. */
    boolean candidate(int token) {
        return candidates[token];
    }

    /** What is known of a token: the lexicon's bits, and those of Chinese words. */
    int mask(int token) {
        return token < 0 || token >= masks.length ? 0 : masks[token];
    }

    private void lookUp(int token) {
        byte kind = tokens.kind(token);
        if (kind == Tokens.WORD) {
            masks[token] |= lexicon.mask(tokens.form(token));
        } else if (kind == Tokens.HAN) {
            masks[token] |= lexicon.mask(tokens.form(token));
            longestWord(token);
        }
    }

    /** Marks the longest Chinese word that begins at a character. */
    private void longestWord(int token) {
        int hash = Hash.step(17, tokens.first(token));
        int longest = 0;
        int known = 0;
        for (int length = 2; length <= Lexicon.LONGEST_HAN && tokens.kind(token + length - 1) == Tokens.HAN; length++) {
            if (!tokens.joined(token + length - 1)) {
                break;
            }
            hash = Hash.step(hash, tokens.first(token + length - 1));
            int mask = lexicon.mask(Hash.mixed(hash));
            if (mask != 0) {
                longest = length;
                known = mask;
            }
        }
        for (int i = 0; i < longest; i++) {
            masks[token + i] |= known << 16
                    | (i == 0 ? WORD_BEGINS : 0)
                    | (i == longest - 1 ? WORD_ENDS : 0)
                    | (i > 0 && i < longest - 1 ? WORD_GOES_ON : 0);
        }
    }

    private boolean isCandidate(int token) {
        return switch (tokens.kind(token)) {
            case Tokens.HAN -> true;
            case Tokens.WORD -> isNameWord(token);
            case Tokens.MARK -> token > 0 && candidates[token - 1] && JOINING_MARKS.indexOf(tokens.first(token)) >= 0;
            case Tokens.LINE -> token > 0 && candidates[token - 1];
            default -> false;
        };
    }

    private boolean isNameWord(int token) {
        if (isPartOfAddressOnTheNet(token) || tokens.joined(token) && tokens.kind(token - 1) == Tokens.WORD) {
            return false;
        }
        if (Shape.stands(tokens.shape(token))) {
            return true;
        }
        if (tokens.shape(token) != Shape.LOWER) {
            return false;
        }
        boolean common = (masks[token] & Lexicon.COMMON) != 0;
        if (masks[token] != 0 && !common && (masks[token] & ~Lexicon.STREET & ~Lexicon.COMPANY) != 0) {
            return true;
        }
        if (introduced(token)) {
            return !common;
        }
        if (token > 0 && candidates[token - 1]) {
            return JOINING.contains(tokens.form(token)) || (masks[token] & Lexicon.STREET) != 0;
        }
        return false;
    }

    /** Whether a lower-case word follows a phrase such as "my name is", or the first name behind it. */
    private boolean introduced(int token) {
        return token > 1
                && (INTRODUCING.contains(tokens.form(token - 1)) && INTRODUCED_BY.contains(tokens.form(token - 2))
                        || token > 2
                                && candidates[token - 1]
                                && INTRODUCING.contains(tokens.form(token - 2))
                                && INTRODUCED_BY.contains(tokens.form(token - 3)));
    }

    private boolean isPartOfAddressOnTheNet(int token) {
        boolean before = tokens.joined(token) && "@/_\\".indexOf(tokens.first(token - 1)) >= 0;
        boolean url = before && tokens.first(token - 1) == '/' && !Shape.isNumber(tokens.shape(token));
        boolean after = tokens.joined(token + 1) && "@_".indexOf(tokens.first(token + 1)) >= 0;
        return before && tokens.first(token - 1) != '/' || url || after;
    }

    private static Set<Integer> forms(String... words) {
        return List.of(words).stream().map(Hash::of).collect(Collectors.toUnmodifiableSet());
    }
}
