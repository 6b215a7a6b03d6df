package io.inkstone.gateway.state;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What usage can be added up by. */
public enum UsageGroup {
    /** Whose key or token it was. */
    TENANT("tenant"),
    /** The API key, or the client that a token was issued to. */
    KEY("key_id"),
    /** The person that a token names. */
    USER("user_name"),
    /** What was asked. */
    OPERATION("operation"),
    /** Which model was asked. */
    MODEL("model"),
    /** The day of UTC. */
    DAY("on_day");

    private final String column;

    UsageGroup(String column) {
        this.column = column;
    }

    String column() {
        return column;
    }

    /** As requests and answers write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The group of this label. */
    public static Optional<UsageGroup> of(String label) {
        return Arrays.stream(values())
                .filter(group -> group.label().equals(label))
                .findFirst();
    }
}
