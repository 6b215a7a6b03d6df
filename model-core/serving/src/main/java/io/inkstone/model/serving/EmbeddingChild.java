package io.inkstone.model.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallzhv15q.BgeSmallZhV15QuantizedEmbeddingModel;
import dev.langchain4j.model.output.Response;
import io.inkstone.protocol.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** The child that embeds: texts in on stdin, vectors out on stdout. Ends at once when stdin ends. */
final class EmbeddingChild {

    private final ChildOutput out;
    private final EmbeddingModel model;
    private final LinkedBlockingQueue<JsonNode> work = new LinkedBlockingQueue<>();
    private final Set<Long> cancelled = ConcurrentHashMap.newKeySet();

    private EmbeddingChild(ChildOutput out, EmbeddingModel model) {
        this.out = out;
        this.model = model;
    }

    public static void main(String[] arguments) throws IOException {
        ChildOutput out = ChildOutput.takeOver();
        EmbeddingModel model;
        try {
            model = load();
        } catch (RuntimeException | LinkageError e) {
            System.err.println("The embedding model cannot be loaded: " + e);
            Runtime.getRuntime().halt(2);
            return;
        }
        EmbeddingChild child = new EmbeddingChild(out, model);
        Thread embedding = new Thread(child::embedForEver, "embedding");
        embedding.setDaemon(true);
        embedding.start();
        try {
            out.ready(Json.MAPPER.createObjectNode());
            child.readFrames();
        } finally {
            // Also when a killed parent left half a frame behind.
            Runtime.getRuntime().halt(0);
        }
    }

    private static EmbeddingModel load() {
        ScratchDirectory scratch = ScratchDirectory.given();
        String directory = scratch.path().toString();
        // ONNX Runtime and DJL's tokenizer unpack their libraries into these, and leave them there.
        System.setProperty("DJL_CACHE_DIR", directory);
        System.setProperty("ENGINE_CACHE_DIR", directory);
        System.setProperty("ai.djl.offline", "true");
        try {
            EmbeddingModel model = new BgeSmallZhV15QuantizedEmbeddingModel(Runnable::run);
            model.embed("warm"); // the first text loads what is loaded late
            return model;
        } finally {
            scratch.delete();
        }
    }

    private void readFrames() throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null) {
            JsonNode frame = Json.MAPPER.readTree(line);
            if (frame.path("op").asText().equals("cancel")) {
                cancelled.add(frame.path("id").asLong());
            } else {
                work.add(frame);
            }
            line = lines.readLine();
        }
    }

    private void embedForEver() {
        try {
            while (true) {
                JsonNode frame = work.take();
                long id = frame.path("id").asLong();
                out.send(embedOrExplain(id, frame.path("texts")));
                cancelled.remove(id);
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            ChildOutput.die(e);
        }
    }

    private ObjectNode embedOrExplain(long id, JsonNode texts) {
        try {
            return embed(id, texts);
        } catch (RuntimeException e) {
            return answer(id).put("error", e.getClass().getSimpleName());
        }
    }

    /** One text after the other, so that a cancel is obeyed between them. */
    private ObjectNode embed(long id, JsonNode texts) {
        ObjectNode answer = answer(id);
        ArrayNode vectors = answer.putArray("vectors");
        int tokens = 0;
        for (JsonNode text : texts) {
            if (cancelled.contains(id)) {
                break;
            }
            Response<List<Embedding>> response = model.embedAll(List.of(TextSegment.from(text.asText())));
            vectors.add(encode(response.content().get(0).vector()));
            tokens += Objects.requireNonNull(response.tokenUsage()).inputTokenCount();
        }
        return answer.put("tokens", tokens);
    }

    private static ObjectNode answer(long id) {
        return Json.MAPPER.createObjectNode().put("id", id);
    }

    private static String encode(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
