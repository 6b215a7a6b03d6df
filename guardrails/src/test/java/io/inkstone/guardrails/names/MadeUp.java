package io.inkstone.guardrails.names;

/** Gives made-up values for the slots of templates. */
interface MadeUp {

    /** Chooses the country that the next sentence's people and places are from. */
    void nextCountry();

    /** A value for a slot. */
    String of(String slot);
}
