package io.inkstone.guardrails.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one pass over a text. Its signs fall into few classes; only where a group of digits begins, a token of letters and
 * digits ends or one of the signs {@code @ : =} stands is anything looked at, in a bounded window around that place. Notes
 * beside the matches where the first candidate begins whose check ran into the text's end. Used once.
 */
final class Scan {

    private static final byte LETTER = 1;
    private static final byte DIGIT = 2;
    private static final byte JOINT = 4;
    private static final byte TRIGGER = 8;
    private static final int TOKEN = LETTER | DIGIT | JOINT;
    private static final byte[] CLASSES = classes();

    private final HalfWidthText text;
    private final Set<String> categories;
    private final boolean urls;
    private final Labels labels;
    private final DigitRun run;
    private final List<Match> matches = new ArrayList<>();

    /** Up to where digits belong to a number that was found. */
    private int numbersFrom;

    /** Up to where the last value of a secret's name goes; what is assigned within it is a part of it. */
    private int valuesFrom;

    /** The sign @ of a URL, which is none of mail, stands before it. */
    private int hostStart;

    private int openFrom;

    Scan(CharSequence text, Set<String> categories) {
        this.text = new HalfWidthText(text);
        this.categories = categories;
        this.urls = categories.contains(Categories.URL);
        this.labels = new Labels(this.text);
        this.run = new DigitRun(this.text, labels);
        this.openFrom = this.text.length;
        pass();
        open(OpenEnd.of(this.text, labels, urls));
    }

    /** What was found, in no order. */
    List<Match> matches() {
        return matches;
    }

    /** Where the first thing begins that more text could make a match of, or change; the length when there is none. */
    int openFrom() {
        return openFrom;
    }

    private void pass() {
        char[] signs = text.signs();
        int token = -1;
        int seen = 0;
        int before = 0;
        for (int i = 0; i < signs.length; i++) {
            char sign = signs[i];
            int kind = sign < 0x80 ? CLASSES[sign] : 0;
            if ((kind & TOKEN) != 0) {
                if (token < 0) {
                    token = i;
                    seen = 0;
                }
                seen |= kind;
                if (kind == DIGIT
                        && i >= numbersFrom
                        && (before & (LETTER | DIGIT)) == 0
                        && (i == 0 || signs[i - 1] != '_')) {
                    number(i);
                }
            } else {
                if (token >= 0) {
                    endToken(token, i, seen);
                    token = -1;
                }
                if (kind == TRIGGER || sign == '：' || sign == '是' || sign == '为') {
                    trigger(sign, i);
                }
            }
            before = kind;
        }
        if (token >= 0) {
            endToken(token, signs.length, seen | DIGIT | LETTER);
            // One that is longer is looked at only by checks that tell when they ran into the end.
            open(signs.length - token <= Tokens.MOST ? OpenEnd.tokenStart(text, token) : signs.length);
        }
    }

    private void number(int place) {
        char before = text.at(place - 1);
        if ((before == '-' || before == '.') && HalfWidthText.isDigit(text.at(place - 2))) {
            // The rest of a longer number, which was looked at from its beginning.
            return;
        }
        text.forget();
        Match match = run.fill(place) ? Numbers.best(run) : null;
        if (text.passedEnd()) {
            open(OpenEnd.numberStart(text, labels, place));
        }
        if (match != null) {
            add(match);
            numbersFrom = match.end();
        }
    }

    private void endToken(int start, int end, int seen) {
        text.forget();
        if ((seen & (LETTER | DIGIT)) == (LETTER | DIGIT)) {
            mixed(start, end);
        } else if ((seen & DIGIT) != 0) {
            add(Tokens.plate(text, start, end));
        } else if (end - start <= 3) {
            shortWord(start, end);
        }
        if (text.passedEnd()) {
            open(OpenEnd.tokenStart(text, start));
        }
        if (end - start >= Envelopes.BEGINNING.length()
                && text.startsWith(Envelopes.BEGINNING, end - Envelopes.BEGINNING.length())) {
            text.forget();
            int beginning = end - Envelopes.BEGINNING.length();
            add(Envelopes.pem(text, beginning));
            openAfter(beginning);
        }
    }

    private void mixed(int start, int end) {
        Match match = KeyForms.at(text, start);
        if (match == null) {
            match = Envelopes.webToken(text, start);
        }
        add(match == null ? Tokens.best(text, labels, start, end) : match);
    }

    /** "password is …", keys whose beginning has no digit, and www. */
    private void shortWord(int start, int end) {
        if (end - start == 2 && text.startsWith("is", start)) {
            Assignments.Value value = Assignments.at(text, start, end);
            add(value == null ? null : value.match());
        } else if (text.at(end) == '.') {
            add(KeyForms.at(text, start));
            add(urls ? Urls.bare(text, start) : null);
        }
    }

    private void trigger(char sign, int place) {
        if (sign == '@') {
            if (place >= hostStart) {
                text.forget();
                add(Emails.at(text, place));
                openAfter(Emails.localStart(text, place));
            }
            return;
        }
        if (sign == ':') {
            url(place);
            text.forget();
            add(IpAddresses.version6(text, place));
            openAfter(IpAddresses.groupStart(text, place));
        }
        if (place >= valuesFrom && Assignments.mayEndName(text, place)) {
            text.forget();
            Assignments.Value value = Assignments.at(text, place, place + 1);
            if (value != null) {
                add(value.match());
                valuesFrom = value.end();
            }
            openAfter(Math.min(text.length, Assignments.valueStart(text, place + 1)));
        }
    }

    private void url(int colon) {
        text.forget();
        Urls.Found found = Urls.at(text, colon, urls);
        if (found != null) {
            add(found.credentials());
            add(found.url());
            hostStart = found.hostStart();
        }
        openAfter(urls ? Urls.schemeStart(text, colon) : colon + 3);
    }

    private void add(@Nullable Match match) {
        if (match != null && categories.contains(match.category())) {
            matches.add(match);
        }
    }

    private void openAfter(int candidate) {
        if (text.passedEnd()) {
            open(candidate);
        }
    }

    private void open(int candidate) {
        openFrom = Math.min(openFrom, candidate);
    }

    private static byte[] classes() {
        byte[] classes = new byte[0x80];
        for (char sign = 0; sign < 0x80; sign++) {
            if (HalfWidthText.isDigit(sign)) {
                classes[sign] = DIGIT;
            } else if (HalfWidthText.isLetter(sign)) {
                classes[sign] = LETTER;
            }
        }
        classes['_'] = JOINT;
        classes['-'] = JOINT;
        classes['@'] = TRIGGER;
        classes[':'] = TRIGGER;
        classes['='] = TRIGGER;
        return classes;
    }
}
