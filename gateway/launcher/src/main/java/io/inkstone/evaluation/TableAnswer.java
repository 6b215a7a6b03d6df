package io.inkstone.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.DateUtil;

/** Whether a value that was shown answers a question over a table. */
final class TableAnswer {

    /** Lists in one cell are parted so. */
    private static final Pattern SEPARATOR = Pattern.compile(", ");

    private static final double PER_CENT = 100;

    private TableAnswer() {}

    /**
     * By the rule of {@link Denotation}. A list is an array, or a text with a comma and a space between the items. A truth
     * value says yes or no. A sheet holds days as serial numbers and percentages as fractions, so a number also is the day
     * or the percentage that it stands for.
     *
     * @param wanted the raw items
     */
    static boolean matches(List<String> wanted, JsonNode value) {
        List<Denotation> items = wanted.stream().map(Denotation::wanted).toList();
        if (value instanceof ArrayNode array) {
            List<Denotation> said = new ArrayList<>();
            array.forEach(item -> said.add(denotation(item)));
            return Denotation.agree(items, said);
        }
        if (Denotation.agree(items, List.of(denotation(value)))) {
            return true;
        }
        if (value.isNumber() && items.size() == 1) {
            boolean percent = wanted.get(0).strip().endsWith("%");
            if (percent && Denotation.agree(items, List.of(Denotation.said(value.doubleValue() * PER_CENT)))) {
                return true;
            }
            Denotation.Day wantedDay = items.get(0).day();
            return wantedDay != null
                    && serial(value.doubleValue()).filter(wantedDay::equals).isPresent();
        }
        return value.isTextual()
                && Denotation.agree(
                        items,
                        Stream.of(SEPARATOR.split(value.textValue()))
                                .map(Denotation::said)
                                .toList());
    }

    private static Denotation denotation(JsonNode value) {
        if (value.isNumber()) {
            return Denotation.said(value.doubleValue());
        }
        return Denotation.said(value.isBoolean() ? (value.booleanValue() ? "yes" : "no") : value.asText());
    }

    private static Optional<Denotation.Day> serial(double serial) {
        return DateUtil.isValidExcelDate(serial) && serial == Math.rint(serial)
                ? Optional.of(DateUtil.getLocalDateTime(serial).toLocalDate())
                        .map(day -> new Denotation.Day(day.getYear(), day.getMonthValue(), day.getDayOfMonth()))
                : Optional.empty();
    }
}
