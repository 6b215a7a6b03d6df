package io.inkstone.guardrails.names;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.datafaker.Faker;

/** Made-up values for English sentences, of many countries. */
final class EnglishValues implements MadeUp {

    private final NameLists lists;
    private final Random random;
    private final List<Faker> fakers = new ArrayList<>();
    private final Faker english;
    private final List<String> countryCodes;
    private Faker faker;
    private String code = "US";

    EnglishValues(NameLists lists, Random random) {
        this.lists = lists;
        this.random = random;
        EnglishWords.LOCALES.forEach(tag -> fakers.add(new Faker(Locale.forLanguageTag(tag), random)));
        this.faker = fakers.get(0);
        this.english = fakers.get(0);
        this.countryCodes = lists.surnames.keySet().stream()
                .filter(lists.forenames::containsKey)
                .toList();
    }

    @Override
    public void nextCountry() {
        faker = any(fakers);
        code = any(countryCodes);
    }

    @Override
    public String of(String slot) {
        return switch (slot) {
            case "person" -> person();
            case "first" -> first();
            case "last" -> last();
            case "place" -> place();
            case "country" -> any(lists.countries);
            case "org" -> organization();
            case "address" -> address();
            case "street" -> street();
            case "secondary" -> secondary();
            case "zip" -> zip();
            default -> plain(slot);
        };
    }

    private String plain(String slot) {
        return switch (slot) {
            case "heading" -> heading();
            case "function" -> any(EnglishWords.FUNCTIONS);
            case "weekday" -> any(EnglishWords.WEEKDAYS);
            case "month" -> any(EnglishWords.MONTHS);
            case "year" -> String.valueOf(1930 + random.nextInt(110));
            case "age" -> String.valueOf(18 + random.nextInt(80));
            case "digit" -> String.valueOf(1 + random.nextInt(99));
            case "number" ->
                faker.numerify(any(List.of("###", "####", "#####", "########", "##-####", "################")));
            case "phone" ->
                faker.numerify(any(List.of(
                        "###-###-####",
                        "(###) ###-####",
                        "+## ## ### ## ##",
                        "### ### ###",
                        "0### ######",
                        "0## ### ####")));
            case "email" -> first() + last() + "@" + any(List.of("example.com", "example.org", "mail.example"));
            case "url" -> "https://www." + any(EnglishWords.COINED_STARTS) + any(EnglishWords.COINED_ENDS) + ".com/";
            case "date" -> faker.numerify(any(List.of("#/##/19##", "20##-0#-1#", "1#.0#.20##")));
            case "time" -> faker.numerify("1#:##");
            case "money" -> any(List.of("$", "€", "£", "USD ")) + faker.numerify("#,###");
            case "job" -> faker.job().title().toLowerCase(Locale.ROOT);
            case "nation" -> any(Nationalities.ADJECTIVES);
            default -> throw new IllegalArgumentException("there is no slot " + slot);
        };
    }

    /** Ordinary words with capitals, as tables and menus have them. */
    private String heading() {
        return switch (random.nextInt(9)) {
            case 0 -> english.food().vegetable();
            case 1 -> english.food().fruit();
            case 2 -> english.commerce().department();
            case 3 -> english.appliance().equipment();
            case 4 -> titled(english.job().title());
            case 5 ->
                titled(english.word().adjective()) + " " + titled(english.word().noun());
            case 6 -> titled(english.word().noun()) + " " + any(EnglishWords.MEASURES);
            case 7 -> any(EnglishWords.MEASURES) + (random.nextBoolean() ? " " + any(EnglishWords.MEASURES) : "");
            default -> titled(english.word().noun());
        };
    }

    private static String titled(String words) {
        StringBuilder titled = new StringBuilder();
        for (String word : words.split(" ", -1)) {
            titled.append(titled.length() == 0 ? "" : " ").append(capitalised(word));
        }
        return titled.toString();
    }

    private String person() {
        String middle = random.nextInt(8) == 0 ? (char) ('A' + random.nextInt(26)) + ". " : "";
        String family = random.nextInt(20) == 0 ? last() + "-" + last() : last();
        return first() + " " + middle + family;
    }

    private String first() {
        return random.nextInt(3) == 0
                ? anySlavic(lists.forenames.getOrDefault(code, List.of()))
                : random.nextInt(3) == 0
                        ? faker.name().firstName()
                        : anySlavic(lists.forenames.getOrDefault(any(countryCodes), List.of()));
    }

    private String last() {
        return random.nextInt(3) > 0
                ? faker.name().lastName()
                : anySlavic(lists.surnames.getOrDefault(code, List.of()));
    }

    /** A name in letters that English texts may hold. */
    private String anySlavic(List<String> names) {
        for (int i = 0; i < 10; i++) {
            String name = any(names);
            if (name.chars().allMatch(sign -> sign < 0x250)) {
                return name;
            }
        }
        return "Alex";
    }

    private String place() {
        String place = random.nextInt(8) == 0
                ? any(lists.countries)
                : random.nextInt(10) == 0
                        ? any(lists.cities).get(1)
                        : any(lists.cities).get(0);
        if (random.nextInt(6) == 0) {
            place = last()
                    + any(List.of(
                            "ville", "berg", "dorf", "stad", "ovo", "burg", "ton", " Park", " Falls", " Valley", "by",
                            "ów", "ice", "heim", "sund", "havn"));
        }
        if (place.isEmpty()) {
            return "Springfield";
        }
        return random.nextInt(12) == 0 ? place.toUpperCase(Locale.ROOT) : place;
    }

    private String organization() {
        String plain = capitalised(faker.word().adjective()) + " "
                + capitalised(faker.word().noun());
        String name = switch (random.nextInt(9)) {
            case 0 -> faker.company().name();
            case 1, 2 -> any(EnglishWords.COINED_STARTS) + any(EnglishWords.COINED_ENDS);
            case 3 -> capitalised(faker.word().noun()) + " " + any(EnglishWords.BUSINESS);
            case 4 -> last() + any(List.of(" & ", " and ", "-", ", " + last() + " and ")) + last();
            case 5 -> last() + " " + any(EnglishWords.BUSINESS);
            case 6 -> any(lists.cities).get(0) + " " + any(EnglishWords.BUSINESS);
            case 7 -> any(EnglishWords.BUSINESS) + " of " + any(lists.cities).get(0);
            default ->
                capitalised(faker.word().adjective()) + " "
                        + capitalised(faker.word().noun());
        };
        // Two ordinary words are a name only where an ending says so.
        return name
                + any(
                        name.equals(plain)
                                ? EnglishWords.ENDINGS.subList(3, EnglishWords.ENDINGS.size())
                                : EnglishWords.ENDINGS);
    }

    private String street() {
        String base = random.nextInt(3) == 0
                ? any(lists.cities).get(0)
                : random.nextBoolean() ? last() : first() + " " + last();
        String street = random.nextInt(5) == 0
                ? faker.address().streetAddress()
                : String.format(Locale.ROOT, any(EnglishWords.STREETS), base.replace("%", ""));
        int number = 1 + random.nextInt(random.nextInt(3) == 0 ? 9999 : 200);
        return switch (random.nextInt(5)) {
            case 0 -> street;
            case 1, 2 -> number + " " + street;
            case 3 -> street + " " + number;
            default -> street + ", " + number;
        };
    }

    private String secondary() {
        return any(List.of("Apt. ", "Suite ", "Apt ", "Unit ", "Flat ", "#", "Floor ", "Room ", "Building "))
                + (1 + random.nextInt(999));
    }

    private String zip() {
        return any(List.of(
                faker.numerify("#####"),
                faker.numerify("####"),
                faker.numerify("## ###"),
                faker.bothify("??# #??").toUpperCase(Locale.ROOT),
                faker.numerify("#####-####"),
                faker.numerify("###")));
    }

    private String address() {
        if (random.nextInt(30) == 0) {
            return military();
        }
        List<String> city = any(lists.cities);
        String gap = any(List.of(", ", ", ", ", ", "\n", " ", "\n ", ",\n", "\n, "));
        StringBuilder address = new StringBuilder();
        if (random.nextInt(12) == 0) {
            address.append(number()).append(' ');
        }
        address.append(street());
        for (int more = 3; random.nextInt(more) == 0; more += 2) {
            address.append(any(List.of(", ", " ", " ", "\n", "\n "))).append(secondary());
        }
        String name = random.nextInt(6) == 0 ? city.get(0).toUpperCase(Locale.ROOT) : city.get(0);
        String zip = random.nextInt(4) == 0 ? "" : zip();
        address.append(gap);
        switch (random.nextInt(4)) {
            case 0 -> address.append(zip.isEmpty() ? "" : zip + " ").append(name);
            case 1 -> address.append(name).append(zip.isEmpty() ? "" : " " + zip);
            case 2 ->
                address.append(name)
                        .append(any(List.of(", ", " ", "\n, ", ",\n")))
                        .append(region(city))
                        .append(zip.isEmpty() ? "" : " " + zip);
            default -> address.append(name);
        }
        if (random.nextBoolean()) {
            address.append(any(List.of(", ", "\n", " ", "\n ")))
                    .append(random.nextBoolean() ? any(lists.countries) : city.get(2));
            if (random.nextInt(3) == 0) {
                address.append(' ').append(zip());
            }
        }
        return address.toString().strip();
    }

    private String military() {
        return any(List.of("PO Box ", "P.O. Box ", "Unit ", "PSC ", "CMR "))
                + faker.numerify("####")
                + any(List.of(", Box ", ", ", " Box "))
                + faker.numerify("####")
                + any(List.of("\nAPO AE ", "\nFPO AP ", ", DPO AA ", "\nAPO AA "))
                + faker.numerify("#####");
    }

    /** A state or the like, mostly short. */
    private String region(List<String> city) {
        return random.nextInt(3) == 0
                ? city.get(1)
                : faker.bothify(any(List.of("??", "??", "???"))).toUpperCase(Locale.ROOT);
    }

    private String number() {
        return faker.numerify(any(List.of("##", "###", "####", "#####")));
    }

    private static String capitalised(String word) {
        return word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
