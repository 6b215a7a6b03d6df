package io.inkstone.lsp.gateway;

import com.google.gson.JsonObject;
import java.util.Locale;
import java.util.Optional;

/**
 * A count for the adoption figures. Holds no text.
 *
 * @param completion the completion's id; empty for what was typed
 * @param characters UTF-16 units
 */
public record FeedbackEvent(Optional<String> completion, Kind kind, String language, int characters) {

    /** What happened to a completion, or that the person wrote themselves. */
    public enum Kind {
        SHOWN,
        ACCEPTED,
        RETAINED_30S,
        RETAINED_5M,
        TYPED
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        completion.ifPresent(id -> json.addProperty("completion_id", id));
        json.addProperty("event", kind.name().toLowerCase(Locale.ROOT));
        json.addProperty("language", language);
        json.addProperty("characters", characters);
        return json;
    }
}
