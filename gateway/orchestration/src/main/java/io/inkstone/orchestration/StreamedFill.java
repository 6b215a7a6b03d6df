package io.inkstone.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.connector.ConnectorException;
import io.inkstone.connector.FillStop;
import io.inkstone.connector.Filled;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the text that fills a gap while it comes, and gives the stream up as soon as there is enough of it. */
final class StreamedFill {

    private final StringBuilder text = new StringBuilder();
    private String finishReason = "";
    private OptionalInt promptTokens = OptionalInt.empty();
    private OptionalInt cachedTokens = OptionalInt.empty();

    private StreamedFill() {}

    /** Reads to the end, or until {@code enough} says so or throws. */
    static Filled read(ChunkReader reader, FillStop enough) throws InterruptedException {
        try {
            StreamedFill fill = new StreamedFill();
            for (Optional<ObjectNode> chunk = reader.next(); chunk.isPresent(); chunk = reader.next()) {
                if (fill.add(chunk.get()) && enough.enough(fill.text.toString())) {
                    return fill.toFilled(Filled.Finish.ENOUGH);
                }
            }
            return fill.toFilled(fill.finishReason.equals("length") ? Filled.Finish.LENGTH : Filled.Finish.STOP);
        } finally {
            reader.cancel();
        }
    }

    /** Takes a chunk; true when it adds text. */
    private boolean add(ObjectNode chunk) {
        takeUsage(chunk.path("usage"));
        JsonNode choice = chunk.path("choices").path(0);
        finishReason = choice.path("finish_reason").asText(finishReason);
        if (finishReason.equals("content_filter")) {
            throw ConnectorException.refused(
                    "content_filter", "The model's text was stopped by the tenant's rails.", List.of());
        }
        String added = choice.path("text").asText("");
        text.append(added);
        return !added.isEmpty();
    }

    private void takeUsage(JsonNode usage) {
        if (usage.path("prompt_tokens").isInt()) {
            promptTokens = OptionalInt.of(usage.path("prompt_tokens").asInt());
        }
        JsonNode cached = usage.path("prompt_tokens_details").path("cached_tokens");
        if (cached.isInt()) {
            cachedTokens = OptionalInt.of(cached.asInt());
        }
    }

    private Filled toFilled(Filled.Finish finish) {
        return new Filled(text.toString(), finish, promptTokens, cachedTokens);
    }
}
