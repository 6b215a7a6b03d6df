package io.inkstone.evaluation.guardrails;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Generates sentences with Chinese identifiers in the ways in which they are written, and with numbers that only look like
 * some. The same seed gives the same sentences.
 */
public final class ChineseIdentifierSet {

    /** A text with what is in it. */
    public record Sample(String text, Set<TypedSpan> spans) {

        /** Copies. */
        public Sample {
            spans = Set.copyOf(spans);
        }
    }

    /** A text for a slot; of no type when it only looks like an identifier. */
    private record Filling(String type, String text) {
        static Filling other(String text) {
            return new Filling("", text);
        }
    }

    private final Random random;
    private final MadeIdentifiers made;

    private ChineseIdentifierSet(long seed) {
        this.random = new Random(seed);
        this.made = new MadeIdentifiers(random);
    }

    /** So many samples, two of five of them without any identifier. */
    public static List<Sample> generate(long seed, int count) {
        ChineseIdentifierSet set = new ChineseIdentifierSet(seed);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(set.sample(i % 5 < 3 ? ChineseTemplates.WITH_IDENTIFIERS : ChineseTemplates.WITHOUT));
        }
        return samples;
    }

    private Sample sample(List<String> templates) {
        String template = one(ChineseTemplates.AROUND) + one(templates);
        if (random.nextInt(6) == 0) {
            template += "\n" + one(ChineseTemplates.WITHOUT);
        }
        StringBuilder text = new StringBuilder();
        Set<TypedSpan> spans = new LinkedHashSet<>();
        int at = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', at)) {
            int close = template.indexOf('}', open);
            text.append(template, at, open);
            Filling filling = filling(template.substring(open + 1, close));
            if (!filling.type().isEmpty()) {
                spans.add(new TypedSpan(
                        text.length(), text.length() + filling.text().length(), filling.type()));
            }
            text.append(filling.text());
            at = close + 1;
        }
        return new Sample(text.append(template, at, template.length()).toString(), spans);
    }

    private Filling filling(String slot) {
        return switch (slot) {
            case "id" -> new Filling("resident_id", id(made.residentId()));
            case "oldid" -> new Filling("resident_id", made.oldResidentId());
            case "phone" -> new Filling("phone", phone(made.mobile()));
            case "landline" -> new Filling("landline", landline(made.landline()));
            case "card" -> new Filling("bank_card", card(made.bankCard()));
            case "passport" -> new Filling("passport", made.passport());
            case "plate" -> new Filling("vehicle_plate", plate(made.plate()));
            case "eplate" -> new Filling("vehicle_plate", plate(made.energyPlate()));
            case "code" ->
                new Filling("credit_code", random.nextInt(10) == 0 ? wide(made.creditCode()) : made.creditCode());
            default -> Filling.other(other(slot));
        };
    }

    private String other(String slot) {
        return switch (slot) {
            case "id!" -> made.residentId();
            case "id?" -> made.wrongResidentId();
            case "card!" -> made.bankCard();
            case "card?" -> made.wrongBankCard();
            case "code?" -> made.wrongCreditCode();
            case "order11" -> made.mobile();
            case "name" -> one(ChineseTemplates.SURNAMES) + one(ChineseTemplates.GIVEN);
            case "date" -> date(made.date());
            case "isbn" -> "978" + made.digits(10);
            case "stamp" -> "17" + made.digits(random.nextBoolean() ? 8 : 11);
            case "hex" ->
                Long.toHexString(random.nextLong() | Long.MIN_VALUE)
                        + Long.toHexString(random.nextLong() | Long.MIN_VALUE);
            case "version" -> "v" + small() + "." + small() + "." + small();
            case "decimal" -> small() + "." + made.digits(6);
            case "long" -> "1" + made.digits(20 + random.nextInt(8));
            case "amount" -> small() + made.digits(2) + "." + made.digits(2);
            case "big" -> small() + "," + made.digits(3) + "," + made.digits(3);
            case "eight" -> made.digits(8);
            case "seven" -> "7" + made.digits(6);
            case "four" -> made.digits(4);
            case "small" -> small();
            default -> throw new IllegalArgumentException("no slot " + slot);
        };
    }

    private String small() {
        return "" + (1 + random.nextInt(40));
    }

    private String id(String id) {
        String separated = id.substring(0, 6) + "%1$s" + id.substring(6, 14) + "%1$s" + id.substring(14);
        return switch (random.nextInt(12)) {
            case 0 -> wide(id);
            case 1 -> String.format(separated, " ");
            case 2 -> String.format(separated, "-");
            case 3 -> id.replace('X', 'x');
            default -> id;
        };
    }

    private String phone(String phone) {
        String separated = phone.substring(0, 3) + "%1$s" + phone.substring(3, 7) + "%1$s" + phone.substring(7);
        return switch (random.nextInt(12)) {
            case 0 -> wide(phone);
            case 1 -> String.format(separated, " ");
            case 2, 3 -> String.format(separated, "-");
            case 4 -> "+86 " + phone;
            case 5 -> "+86" + phone;
            case 6 -> "86-" + phone;
            case 7 -> "+86 " + String.format(separated, " ");
            default -> phone;
        };
    }

    private String landline(String[] parts) {
        return switch (random.nextInt(6)) {
            case 0 -> "(" + parts[0] + ")" + parts[1];
            case 1 -> "（" + parts[0] + "）" + parts[1];
            case 2 -> parts[0] + parts[1];
            case 3 -> parts[0] + " " + parts[1];
            default -> parts[0] + "-" + parts[1];
        };
    }

    private String card(String card) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> card.replaceAll("(.{4})(?=.)", "$1 ");
            case 2 -> card.replaceAll("(.{4})(?=.)", "$1-");
            case 3 -> wide(card);
            default -> card;
        };
    }

    private String plate(String plate) {
        return switch (random.nextInt(6)) {
            case 0 -> plate.substring(0, 2) + "·" + plate.substring(2);
            case 1 -> plate.charAt(0) + wide(plate.substring(1));
            default -> plate;
        };
    }

    private String date(String date) {
        String year = date.substring(0, 4);
        String month = date.substring(4, 6);
        String day = date.substring(6);
        return switch (random.nextInt(3)) {
            case 0 -> year + "-" + month + "-" + day;
            case 1 -> year + "年" + Integer.parseInt(month) + "月" + Integer.parseInt(day) + "日";
            default -> year + "/" + month + "/" + day;
        };
    }

    private static String wide(String text) {
        StringBuilder wide = new StringBuilder();
        for (char sign : text.toCharArray()) {
            wide.append(sign < 0x80 ? (char) (sign + 0xFEE0) : sign);
        }
        return wide.toString();
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
