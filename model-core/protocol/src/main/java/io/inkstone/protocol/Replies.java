package io.inkstone.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Builds the JSON of answers in OpenAI's shapes. */
public final class Replies {

    /** The model came to its end, or to a stop string. */
    public static final String STOP = "stop";

    /** {@code max_tokens} or the context was used up. */
    public static final String LENGTH = "length";

    private Replies() {}

    /**
     * What every part of one answer repeats.
     *
     * @param createdSeconds seconds since 1970
     */
    public record Head(String id, long createdSeconds, String model) {

        /** A fresh head for a chat. */
        public static Head chat(String model) {
            return fresh("chatcmpl-", model);
        }

        /** A fresh head for a completion. */
        public static Head completion(String model) {
            return fresh("cmpl-", model);
        }

        private static Head fresh(String prefix, String model) {
            return new Head(
                    prefix + UUID.randomUUID().toString().replace("-", ""), System.currentTimeMillis() / 1000, model);
        }
    }

    /**
     * One finished answer.
     *
     * @param finishReason {@link #STOP} or {@link #LENGTH}
     */
    public record Choice(int index, String text, String finishReason) {}

    /** One line of the model list. */
    public record Model(String id, long createdSeconds, String ownedBy) {}

    /** A whole {@code chat.completion}. */
    public static ObjectNode chat(Head head, List<Choice> choices, Usage usage) {
        ObjectNode reply = start(head, "chat.completion");
        ArrayNode array = reply.putArray("choices");
        for (Choice choice : choices) {
            ObjectNode node = array.addObject();
            node.put("index", choice.index());
            node.putObject("message").put("role", "assistant").put("content", choice.text());
            node.putNull("logprobs");
            node.put("finish_reason", choice.finishReason());
        }
        reply.set("usage", usage.toJson());
        return reply;
    }

    /** The first chunk of an answer in a chat's stream: the role, and no text yet. */
    public static ObjectNode chatStart(Head head, int index) {
        ObjectNode reply = start(head, "chat.completion.chunk");
        chunkChoice(reply, index).putObject("delta").put("role", "assistant").put("content", "");
        return reply;
    }

    /** Some text of an answer in a chat's stream. */
    public static ObjectNode chatDelta(Head head, int index, String text) {
        ObjectNode reply = start(head, "chat.completion.chunk");
        chunkChoice(reply, index).putObject("delta").put("content", text);
        return reply;
    }

    /** The last chunk of an answer in a chat's stream. */
    public static ObjectNode chatEnd(Head head, int index, String finishReason) {
        ObjectNode reply = start(head, "chat.completion.chunk");
        ObjectNode choice = chunkChoice(reply, index);
        choice.putObject("delta");
        choice.put("finish_reason", finishReason);
        return reply;
    }

    /** The chunk behind all answers of a chat's stream, for those who asked for it. */
    public static ObjectNode chatUsage(Head head, Usage usage) {
        return usageChunk(head, "chat.completion.chunk", usage);
    }

    /** A whole {@code text_completion}. */
    public static ObjectNode completion(Head head, List<Choice> choices, Usage usage) {
        ObjectNode reply = start(head, "text_completion");
        ArrayNode array = reply.putArray("choices");
        for (Choice choice : choices) {
            ObjectNode node = array.addObject();
            node.put("index", choice.index()).put("text", choice.text()).putNull("logprobs");
            node.put("finish_reason", choice.finishReason());
        }
        reply.set("usage", usage.toJson());
        return reply;
    }

    /** Some text of an answer in a completion's stream. */
    public static ObjectNode completionDelta(Head head, int index, String text) {
        ObjectNode reply = start(head, "text_completion");
        chunkChoice(reply, index).put("text", text);
        return reply;
    }

    /** The last chunk of an answer in a completion's stream. */
    public static ObjectNode completionEnd(Head head, int index, String finishReason) {
        ObjectNode reply = start(head, "text_completion");
        chunkChoice(reply, index).put("text", "").put("finish_reason", finishReason);
        return reply;
    }

    /** The chunk behind all answers of a completion's stream, for those who asked for it. */
    public static ObjectNode completionUsage(Head head, Usage usage) {
        return usageChunk(head, "text_completion", usage);
    }

    /** An embedding list, in the order of the vectors; with {@code base64}, little-endian 32-bit floats. */
    public static ObjectNode embeddings(String model, List<float[]> vectors, boolean base64, int promptTokens) {
        ObjectNode reply = Json.MAPPER.createObjectNode();
        reply.put("object", "list");
        ArrayNode data = reply.putArray("data");
        for (int i = 0; i < vectors.size(); i++) {
            ObjectNode entry = data.addObject();
            entry.put("object", "embedding").put("index", i);
            if (base64) {
                entry.put("embedding", encode(vectors.get(i)));
            } else {
                ArrayNode numbers = entry.putArray("embedding");
                for (float number : vectors.get(i)) {
                    numbers.add(number);
                }
            }
        }
        reply.put("model", model);
        reply.putObject("usage").put("prompt_tokens", promptTokens).put("total_tokens", promptTokens);
        return reply;
    }

    /** The model list. */
    public static ObjectNode models(List<Model> models) {
        ObjectNode reply = Json.MAPPER.createObjectNode();
        reply.put("object", "list");
        ArrayNode data = reply.putArray("data");
        for (Model model : models) {
            data.addObject()
                    .put("id", model.id())
                    .put("object", "model")
                    .put("created", model.createdSeconds())
                    .put("owned_by", model.ownedBy());
        }
        return reply;
    }

    private static ObjectNode start(Head head, String object) {
        return Json.MAPPER
                .createObjectNode()
                .put("id", head.id())
                .put("object", object)
                .put("created", head.createdSeconds())
                .put("model", head.model());
    }

    private static ObjectNode chunkChoice(ObjectNode reply, int index) {
        return reply.putArray("choices")
                .addObject()
                .put("index", index)
                .putNull("logprobs")
                .putNull("finish_reason");
    }

    private static ObjectNode usageChunk(Head head, String object, Usage usage) {
        ObjectNode reply = start(head, object);
        reply.putArray("choices");
        reply.set("usage", usage.toJson());
        return reply;
    }

    private static String encode(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
