package io.inkstone.evaluation.guardrails;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which names the set, our rails and Presidio have for the same thing. Whoever looks for a kind of thing is measured on it;
 * what only one of the three names is left out of the sum that compares them.
 */
enum TypeMapping {
    PERSON(Set.of("PERSON"), Set.of("person"), Set.of("PERSON")),
    /** Presidio has one type for streets and for towns, so the two are one here. */
    LOCATION(Set.of("STREET_ADDRESS", "GPE"), Set.of("location", "address"), Set.of("LOCATION")),
    ORGANIZATION(Set.of("ORGANIZATION"), Set.of("organization"), Set.of("ORGANIZATION")),
    NATIONALITY(Set.of("NRP"), Set.of("nationality"), Set.of("NRP")),
    DATE_TIME(Set.of("DATE_TIME"), Set.of("date_time", "date_of_birth"), Set.of("DATE_TIME")),
    CREDIT_CARD(Set.of("CREDIT_CARD"), Set.of("credit_card", "bank_card"), Set.of("CREDIT_CARD")),
    PHONE(Set.of("PHONE_NUMBER"), Set.of("phone", "landline"), Set.of("PHONE_NUMBER")),
    EMAIL(Set.of("EMAIL_ADDRESS"), Set.of("email"), Set.of("EMAIL_ADDRESS")),
    IBAN(Set.of("IBAN_CODE"), Set.of("iban"), Set.of("IBAN_CODE")),
    IP_ADDRESS(Set.of("IP_ADDRESS"), Set.of("ip_address"), Set.of("IP_ADDRESS")),
    US_SSN(Set.of("US_SSN"), Set.of("us_ssn"), Set.of("US_SSN")),
    DRIVER_LICENSE(Set.of("US_DRIVER_LICENSE"), Set.of("driver_license"), Set.of("US_DRIVER_LICENSE")),
    URL(Set.of("DOMAIN_NAME"), Set.of("url"), Set.of("URL")),
    TITLE(Set.of("TITLE"), Set.of("title"), Set.of()),
    AGE(Set.of("AGE"), Set.of("age"), Set.of("AGE")),
    POSTAL_CODE(Set.of("ZIP_CODE"), Set.of("postal_code"), Set.of());

    /** What the rail of names looks for and Presidio too. */
    static final List<TypeMapping> NAMES = List.of(PERSON, LOCATION, ORGANIZATION, NATIONALITY, DATE_TIME);

    private final Set<String> set;
    private final Set<String> ours;
    private final Set<String> presidio;

    TypeMapping(Set<String> set, Set<String> ours, Set<String> presidio) {
        this.set = set;
        this.ours = ours;
        this.presidio = presidio;
    }

    static Optional<TypeMapping> ofSet(String type) {
        return Arrays.stream(values())
                .filter(mapping -> mapping.set.contains(type))
                .findFirst();
    }

    static Optional<TypeMapping> ofOurs(String category) {
        return Arrays.stream(values())
                .filter(mapping -> mapping.ours.contains(category))
                .findFirst();
    }

    static Optional<TypeMapping> ofPresidio(String type) {
        return Arrays.stream(values())
                .filter(mapping -> mapping.presidio.contains(type))
                .findFirst();
    }

    /** What Presidio has a name for. */
    static List<TypeMapping> ofBoth() {
        return Arrays.stream(values())
                .filter(mapping -> !mapping.presidio.isEmpty())
                .toList();
    }
}
