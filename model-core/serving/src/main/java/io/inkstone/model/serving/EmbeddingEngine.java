package io.inkstone.model.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The embedding model in a supervised child JVM. Thread-safe. */
final class EmbeddingEngine implements AutoCloseable {

    private static final List<String> JVM_OPTIONS =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+SuppressFatalErrorMessage");

    private final String model;
    private final ChildFrames frames;
    private final SupervisedProcess process;
    private final UpSignal up = new UpSignal();

    /** The vectors of some texts, in order, and how many tokens those had. */
    record Embeddings(List<float[]> vectors, int tokens) {}

    /** Texts that are being embedded. */
    interface Job {
        /** The vectors; 503 when the child ended. */
        CompletableFuture<Embeddings> result();

        /** Stops after the text at hand; the result completes with what there is. */
        void cancel();
    }

    EmbeddingEngine(String model) {
        this.model = model;
        this.frames = new ChildFrames(model, up);
        this.process = SupervisedProcess.builder("engine-" + model, EmbeddingEngine::command)
                .build(frames);
        frames.attach(process);
    }

    /** With a directory of its own for temporary files, which only the command line can say: Java reads it but once. */
    private static List<String> command() {
        List<String> options = new ArrayList<>(JVM_OPTIONS);
        options.add("-Djava.io.tmpdir=" + ScratchDirectory.create().path());
        return SupervisedProcess.javaCommand(EmbeddingChild.class, options, List.of());
    }

    CompletableFuture<Void> start() {
        return process.start().thenAccept(ready -> {});
    }

    CompletableFuture<Void> whenUp() {
        return up.whenUp();
    }

    Job embed(List<String> texts) {
        ObjectNode frame = Json.MAPPER.createObjectNode();
        ArrayNode array = frame.put("op", "embed").putArray("texts");
        texts.forEach(array::add);
        CompletableFuture<Embeddings> result = new CompletableFuture<>();
        long id = frames.ask(frame, new ChildFrames.Receiver() {
            @Override
            public boolean onFrame(JsonNode reply) {
                if (reply.has("error")) {
                    result.completeExceptionally(
                            EngineErrors.failed(model, reply.path("error").asText()));
                } else {
                    result.complete(decode(reply));
                }
                return false;
            }

            @Override
            public void onLost(ApiException reason) {
                result.completeExceptionally(reason);
            }
        });
        return new Job() {
            @Override
            public CompletableFuture<Embeddings> result() {
                return result;
            }

            @Override
            public void cancel() {
                if (!result.isDone()) {
                    frames.tell(id, Json.MAPPER.createObjectNode().put("op", "cancel"));
                }
            }
        };
    }

    private static Embeddings decode(JsonNode reply) {
        List<float[]> vectors = new ArrayList<>();
        for (JsonNode vector : reply.path("vectors")) {
            ByteBuffer bytes =
                    ByteBuffer.wrap(Base64.getDecoder().decode(vector.asText())).order(ByteOrder.LITTLE_ENDIAN);
            float[] numbers = new float[bytes.remaining() / Float.BYTES];
            bytes.asFloatBuffer().get(numbers);
            vectors.add(numbers);
        }
        return new Embeddings(vectors, reply.path("tokens").asInt());
    }

    @Override
    public void close() {
        process.close();
        frames.close();
    }
}
