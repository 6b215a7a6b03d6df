package io.inkstone.lsp.gateway;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/**
 * What {@code code/complete} is asked.
 *
 * @param prefix the text before the cursor, or its end
 * @param suffix the text after the cursor, or its beginning
 * @param path relative to the workspace, with slashes
 * @param language the editor's language id
 * @param mode {@code line}, {@code block} or {@code auto}
 * @param candidates 1 to 3
 */
public record CompletionRequest(
        String prefix,
        String suffix,
        String path,
        String language,
        List<ContextItem> context,
        String mode,
        int candidates) {

    public CompletionRequest {
        context = List.copyOf(context);
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("prefix", prefix);
        json.addProperty("suffix", suffix);
        json.addProperty("path", path);
        json.addProperty("language", language);
        json.addProperty("mode", mode);
        json.addProperty("candidates", candidates);
        JsonArray items = new JsonArray();
        for (ContextItem item : context) {
            JsonObject entry = new JsonObject();
            entry.addProperty("path", item.path());
            entry.addProperty("text", item.text());
            entry.addProperty("kind", item.kind().code());
            entry.addProperty("score", Math.round(item.score() * 1000) / 1000.0);
            items.add(entry);
        }
        json.add("context", items);
        return json;
    }
}
