package io.inkstone.lsp.gateway;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code code/complete} answers.
 *
 * @param id by which feedback names it
 * @param texts best first; may be none: nothing rather than rubbish
 */
public record CompletionAnswer(String id, List<String> texts) {

    public CompletionAnswer {
        texts = List.copyOf(texts);
    }

    static CompletionAnswer of(JsonObject json) {
        List<String> texts = new ArrayList<>();
        if (json.has("completions") && json.get("completions").isJsonArray()) {
            for (JsonElement entry : json.getAsJsonArray("completions")) {
                JsonElement text =
                        entry.isJsonObject() ? entry.getAsJsonObject().get("text") : null;
                if (text != null
                        && text.isJsonPrimitive()
                        && !text.getAsString().isEmpty()) {
                    texts.add(text.getAsString());
                }
            }
        }
        return new CompletionAnswer(json.has("id") ? json.get("id").getAsString() : "", texts);
    }
}
