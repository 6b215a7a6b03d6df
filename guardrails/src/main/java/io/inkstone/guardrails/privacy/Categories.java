package io.inkstone.guardrails.privacy;

import java.util.List;

/** The categories of what is found by its form, and of names. */
final class Categories {

    static final String RESIDENT_ID = "resident_id";
    /** Mobile numbers, and international ones of any kind. */
    static final String PHONE = "phone";
    /** Chinese fixed lines. */
    static final String LANDLINE = "landline";
    /** Cards of UnionPay and of Chinese banks. */
    static final String BANK_CARD = "bank_card";
    /** Cards of the international schemes. */
    static final String CREDIT_CARD = "credit_card";

    static final String PASSPORT = "passport";
    static final String VEHICLE_PLATE = "vehicle_plate";
    /** The unified social credit code of a Chinese organisation. */
    static final String CREDIT_CODE = "credit_code";

    static final String EMAIL = "email";
    static final String IP_ADDRESS = "ip_address";
    static final String URL_CREDENTIALS = "url_credentials";
    static final String IBAN = "iban";
    static final String US_SSN = "us_ssn";
    static final String DRIVER_LICENSE = "driver_license";
    static final String POSTAL_CODE = "postal_code";
    static final String DATE_OF_BIRTH = "date_of_birth";
    static final String SECRET = "secret";
    /** Addresses of the web, which most texts may keep. */
    static final String URL = "url";
    /** A policy's own terms that it gives no name. */
    static final String CUSTOM = "custom";

    /** What is looked for unless a policy says otherwise. */
    static final List<String> STANDARD = List.of(
            RESIDENT_ID,
            PHONE,
            LANDLINE,
            BANK_CARD,
            CREDIT_CARD,
            PASSPORT,
            VEHICLE_PLATE,
            CREDIT_CODE,
            EMAIL,
            IP_ADDRESS,
            URL_CREDENTIALS,
            IBAN,
            US_SSN,
            DRIVER_LICENSE,
            POSTAL_CODE,
            DATE_OF_BIRTH,
            SECRET);

    /** Names that are looked for unless a policy says otherwise. */
    static final List<String> NAMES = List.of("person", "address", "organization");

    /** What names the tagger can tell beside them; a text without its places and dates says too little to be looked for unasked. */
    static final List<String> OTHER_NAMES = List.of("location", "title", "nationality", "age", "date_time");

    private Categories() {}
}
