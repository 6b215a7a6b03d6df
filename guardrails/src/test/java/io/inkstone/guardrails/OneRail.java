package io.inkstone.guardrails;

import java.util.List;
import java.util.Set;

/** A guard of one rail alone; for tests of rails in other packages. */
public final class OneRail {

    private OneRail() {}

    /** A stream in which everything that the rail finds is redacted. */
    public static StreamGuard redacting(Rail rail) {
        RailRule rule = new RailRule(Set.of(Origin.USER), Action.REDACT, 0, true);
        return new Guard(List.of(new Guard.ActiveRail("one", rule, rail))).stream(Origin.USER);
    }
}
