package io.inkstone.documents.reading;

import io.inkstone.documents.linking.Cue;
import io.inkstone.documents.linking.Links;
import io.inkstone.documents.linking.ValueMention;
import java.util.regex.Pattern;

/** Requests that a plain reading would misread, for it passes over the small words that turn their meaning. */
public final class NotPlain {

    /** "Who has the same number as …": rows held against each other. */
    private static final Pattern SAME_AS = Pattern.compile("\\bsame\\b.*\\bas\\b");

    private static final Pattern YES_OR_NO =
            Pattern.compile("^(?:and |but )?(?:did|does|do|was|were|is|are|has|have|had)\\b.*\\?$");

    /** "The match after quarterfinals-2": the row beside the one that is named. */
    private static final Pattern BESIDE = Pattern.compile(
            "\\b(?:after|before|following|preceding|prior to|previous(?: in \\w+)? to)\\b(?: the)?[^,.?]{0,24}$");

    private static final Pattern COMPARED = Pattern.compile(
            "(?:more than|less than|longer than|shorter than|higher than|lower than|greater than|fewer than|over|under|above|below|at least|at most|超过|高于|低于|大于|小于|不到|至少) ?[$¥€£]?$");

    private static final Pattern PLACE_OR_PERSON = Pattern.compile("^(?:where|who|whose)\\b");

    private NotPlain() {}

    /** Whether a request is one. */
    public static boolean isIt(Links links) {
        String text = links.request().text();
        return SAME_AS.matcher(text).find()
                || YES_OR_NO.matcher(text).matches()
                || links.values().stream().anyMatch(value -> isTurned(text, value))
                || comparesWithoutLabel(links, text);
    }

    private static boolean isTurned(String text, ValueMention value) {
        String before = text.substring(0, value.span().start());
        boolean number = Character.isDigit(text.charAt(value.span().start()));
        return BESIDE.matcher(before).find()
                || (number && COMPARED.matcher(before).find());
    }

    /** "Where was the last tournament held": a day is no answer. */
    private static boolean comparesWithoutLabel(Links links, String text) {
        boolean ordered = (links.asks(Cue.MAX) || links.asks(Cue.MIN)) && !links.asks(Cue.RANK);
        return ordered
                && !links.asks(Cue.WHICH)
                && PLACE_OR_PERSON.matcher(text).find();
    }
}
