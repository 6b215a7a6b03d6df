package io.inkstone.documents.reading;

import io.inkstone.documents.linking.Links;
import io.inkstone.documents.sketch.Condition;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which phrases of a share name its part and which its whole, by their place in the sentence. */
final class ShareSplit {

    /** English names the whole, then says of it what makes the part: "share of 2024 orders | that were returned". */
    private static final Pattern ENGLISH = Pattern.compile(
            "\\b(?:is|are|was|were|came|comes|come|went|goes|go|belongs?|falls?|fell|did|does|do|has|have|had|made|make|makes|come from|"
                    + "that|which|got|get|gets|ended|end|happened|involved?|involves?)\\b");

    /** Chinese does with 中 or 里 between them: "2024年的订单中 | 退货的占比". */
    private static final Pattern CHINESE_WITHIN =
            Pattern.compile("(?<!其)中(?!部|区|国|心|型|号)|里面?|当中|之中|内(?=[，,、 ]?.{0,12}(?:占|比例|比重))");

    /** Or names the part first: "华东 | 占 2024 年的比例". */
    private static final Pattern CHINESE_OVER = Pattern.compile("占");

    private static final double WRONG_SIDE = 0.4;
    private static final double TIME_IN_PART = 0.3;

    private ShareSplit() {}

    /** Where the sentence turns from one to the other: positive when the whole stands before, negative when behind. */
    static OptionalInt turn(Links links) {
        String text = links.request().text();
        if (!links.request().chinese()) {
            Matcher english = ENGLISH.matcher(text);
            int share = Math.max(0, firstShare(text));
            // Without a verb the words for the share themselves part them: "pickups: what share on time".
            return english.find(share) ? OptionalInt.of(english.start()) : OptionalInt.of(share);
        }
        Matcher within = CHINESE_WITHIN.matcher(text);
        if (within.find()) {
            return OptionalInt.of(within.start());
        }
        Matcher over = CHINESE_OVER.matcher(text);
        return over.find() && over.end() < text.length() && !text.startsWith("占比", over.start())
                ? OptionalInt.of(-over.start())
                : OptionalInt.empty();
    }

    private static int firstShare(String text) {
        Matcher share = Pattern.compile("share|percent|proportion|fraction|part|portion|ratio|%")
                .matcher(text);
        return share.find() ? share.start() : 0;
    }

    static double penalty(
            Links links, ConditionReader.Slot slot, Condition condition, boolean inPart, OptionalInt turn) {
        boolean time = condition instanceof Condition.Days || condition instanceof Condition.Months;
        if (time) {
            return inPart ? TIME_IN_PART : 0;
        }
        if (turn.isEmpty()) {
            return 0.05;
        }
        boolean before = slot.span().start() < Math.abs(turn.getAsInt());
        boolean wholeBefore = turn.getAsInt() > 0;
        return before == wholeBefore ? (inPart ? WRONG_SIDE : 0) : (inPart ? 0 : WRONG_SIDE);
    }
}
