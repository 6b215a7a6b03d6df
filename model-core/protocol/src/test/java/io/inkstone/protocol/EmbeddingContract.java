package io.inkstone.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of embeddings. */
interface EmbeddingContract extends ContractPart {

    private ObjectNode embedding(String... inputs) {
        assumeTrue(target().embeddingModel().isPresent(), "this server makes no embeddings");
        ObjectNode request = Json.MAPPER.createObjectNode();
        request.put("model", target().embeddingModel().orElseThrow());
        ArrayNode array = request.putArray("input");
        List.of(inputs).forEach(array::add);
        return request;
    }

    private static float[] vector(JsonNode reply, int index) {
        JsonNode embedding = reply.path("data").path(index).path("embedding");
        if (embedding.isTextual()) {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(embedding.asText()))
                    .order(ByteOrder.LITTLE_ENDIAN);
            float[] vector = new float[bytes.remaining() / Float.BYTES];
            bytes.asFloatBuffer().get(vector);
            return vector;
        }
        float[] vector = new float[embedding.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = embedding.get(i).floatValue();
        }
        return vector;
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
            squaresOfA += a[i] * a[i];
            squaresOfB += b[i] * b[i];
        }
        return dot / Math.sqrt(squaresOfA * squaresOfB);
    }

    @Test
    default void embeds_related_texts_closer_than_unrelated_ones() {
        JsonNode reply = answer(
                "/v1/embeddings",
                embedding(
                        "The cat sleeps on the warm sofa.",
                        "A cat is sleeping on a sofa.",
                        "Quarterly revenue rose by ten percent.",
                        "季度销售额增长了百分之十。",
                        "本季度的销售额上升了一成。"));

        assertThat(reply.path("object").asText()).isEqualTo("list");
        assertThat(reply.path("data").findValuesAsText("index")).containsExactly("0", "1", "2", "3", "4");
        assertThat(reply.path("data"))
                .allMatch(entry -> entry.path("object").asText().equals("embedding"));
        assertThat(reply.at("/usage/prompt_tokens").asInt()).isGreaterThan(20);
        assertThat(vector(reply, 0)).hasSizeGreaterThan(100).hasSameSizeAs(vector(reply, 4));
        assertThat(cosine(vector(reply, 0), vector(reply, 1)))
                .isGreaterThan(cosine(vector(reply, 0), vector(reply, 2)));
        assertThat(cosine(vector(reply, 3), vector(reply, 4)))
                .isGreaterThan(cosine(vector(reply, 0), vector(reply, 4)));
    }

    @Test
    default void embeds_the_same_in_numbers_and_in_base64() {
        ObjectNode request = embedding("ink").put("encoding_format", "float");
        float[] numbers = vector(answer("/v1/embeddings", request), 0);
        JsonNode encoded = answer("/v1/embeddings", request.put("encoding_format", "base64"));

        assertThat(encoded.at("/data/0/embedding").isTextual()).isTrue();
        assertThat(cosine(vector(encoded, 0), numbers)).isGreaterThan(0.99999);
    }

    @Test
    default void embeds_a_single_text() {
        ObjectNode request = embedding().put("input", "ink");

        assertThat(answer("/v1/embeddings", request).path("data")).hasSize(1);
    }

    @Test
    default void refuses_inputs_that_hold_nothing_or_too_much() {
        String[] many = new String[EmbeddingRequest.MAX_INPUTS + 1];
        Arrays.fill(many, "ink");

        for (ObjectNode request : List.of(embedding(), embedding(""), embedding(many))) {
            ContractPart.assertError(client().post("/v1/embeddings", request), 400, "invalid_value");
        }
    }
}
