package io.inkstone.guardrails.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.Guard;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Verdict;
import io.inkstone.protocol.ApiException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Guards an answer that comes in chunks: each text of each choice through rails of its own. A choice that is stopped ends
 * with {@code content_filter}, and the stream with it. Not thread-safe.
 */
public final class GuardedChunks {

    private final CallRails rails;
    private final Guard given;
    private final Map<Integer, Map<String, Open>> choices = new LinkedHashMap<>();
    private @Nullable ObjectNode head;
    private @Nullable Finding blocked;

    /** A text that is still coming, with a field to write its rest into. */
    private record Open(FieldRails rails, AnswerField lastField) {}

    GuardedChunks(CallRails rails, Guard given) {
        this.rails = rails;
        this.given = given;
    }

    /** Makes of a chunk what the caller may have of it now. */
    public ObjectNode chunk(ObjectNode chunk) {
        for (JsonNode choice : chunk.path("choices")) {
            if (choice instanceof ObjectNode object && blocked == null) {
                head = chunk;
                guard(object);
            }
        }
        return chunk;
    }

    /** What was held where the upstream ended without saying so. */
    public Optional<ObjectNode> end() {
        ObjectNode last = head;
        if (last == null || blocked != null || choices.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode rest = last.deepCopy();
        ArrayNode ends = rest.putArray("choices");
        for (Integer index : List.copyOf(choices.keySet())) {
            ObjectNode choice = ends.addObject().put("index", index);
            choice.putObject("delta");
            choice.putNull("finish_reason");
            finish(index, choice);
        }
        return Optional.of(rest);
    }

    /** Asked after each chunk: why the stream ends there. */
    public Optional<ApiException> stopped() {
        return Optional.ofNullable(blocked).map(because -> RequestRails.blocked(because, Origin.MODEL));
    }

    private void guard(ObjectNode choice) {
        int index = choice.path("index").asInt();
        Map<String, Open> open = choices.computeIfAbsent(index, key -> new LinkedHashMap<>());
        choice.remove("logprobs");
        for (AnswerField field : AnswerField.of(choice, "delta")) {
            FieldRails known =
                    open.containsKey(field.key()) ? open.get(field.key()).rails() : rails.forField(field, given);
            open.put(field.key(), new Open(known, field));
            field.write(known.accept(field.text()));
            blockedBy(known);
        }
        if (blocked == null && choice.path("finish_reason").isTextual()) {
            finish(index, choice);
        }
        if (blocked != null) {
            choice.put("finish_reason", "content_filter");
        }
    }

    /** Adds what is held to the last chunk of a choice. */
    private void finish(int index, ObjectNode choice) {
        Map<String, Open> open = Optional.ofNullable(choices.remove(index)).orElse(Map.of());
        for (Map.Entry<String, Open> entry : open.entrySet()) {
            FieldRails held = entry.getValue().rails();
            String rest = blocked == null ? held.finish() : "";
            if (!rest.isEmpty()) {
                append(choice, entry.getKey(), entry.getValue().lastField(), rest);
            }
            blockedBy(held);
            rails.rails().streamed(held.guard());
        }
        if (blocked != null) {
            choice.put("finish_reason", "content_filter");
        }
    }

    private static void append(ObjectNode choice, String key, AnswerField last, String rest) {
        if (key.equals("text")) {
            choice.put("text", choice.path("text").asText("") + rest);
            return;
        }
        ObjectNode delta = choice.path("delta") instanceof ObjectNode there ? there : choice.putObject("delta");
        for (AnswerField field : AnswerField.of(choice, "delta")) {
            if (field.key().equals(key)) {
                field.write(field.text() + rest);
                return;
            }
        }
        if (key.startsWith("tool ")) {
            ObjectNode tool = delta.withArray("tool_calls").addObject();
            tool.put("index", Integer.parseInt(key.substring("tool ".length())));
            tool.putObject("function").put(last.name(), rest);
        } else {
            ObjectNode holder = key.equals("function") ? delta.putObject("function_call") : delta;
            holder.put(last.name(), rest);
        }
    }

    private void blockedBy(FieldRails field) {
        Optional<Verdict.Block> block = field.guard().blocked();
        if (block.isPresent() && blocked == null) {
            blocked = block.get().because();
            rails.rails().streamed(field.guard());
        }
    }
}
