package io.inkstone.model.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The child of the embedded engine: frames in on stdin, frames out on stdout, one model in between. Ends at once when
 * stdin ends. Reads with one thread, which also tokenizes; generates with another, one request after the other.
 */
final class EmbeddedEngineChild {

    private final ChildOutput out;
    private final LlamaNative llama;
    private final EmbeddedGenerator generator;
    private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    /** Set by the reading thread, obeyed by the generating one. */
    private final Map<Long, AtomicBoolean> cancelFlags = new ConcurrentHashMap<>();

    private EmbeddedEngineChild(ChildOutput out, LlamaNative llama) {
        this.out = out;
        this.llama = llama;
        this.generator = new EmbeddedGenerator(llama);
    }

    public static void main(String[] arguments) throws IOException {
        ChildOutput out = ChildOutput.takeOver();
        EmbeddedSettings settings = EmbeddedSettings.read(arguments[0]);
        LlamaNative llama;
        try {
            llama = LlamaNative.load(settings);
        } catch (RuntimeException | UnsatisfiedLinkError e) {
            System.err.println("The model file " + settings.modelFile() + " cannot be loaded: " + e.getMessage());
            Runtime.getRuntime().halt(2);
            return;
        }
        EmbeddedEngineChild child = new EmbeddedEngineChild(out, llama);
        Thread generating = new Thread(child::generateForEver, "generating");
        generating.setDaemon(true);
        generating.start();
        try {
            out.ready(Json.MAPPER.createObjectNode());
            child.readFrames();
        } finally {
            // Also when a killed parent left half a frame behind. Not exit: native threads keep an orderly end waiting.
            Runtime.getRuntime().halt(0);
        }
    }

    private void readFrames() throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null) {
            take(Json.MAPPER.readTree(line));
            line = lines.readLine();
        }
    }

    private void take(JsonNode frame) {
        long id = frame.path("id").asLong();
        switch (frame.path("op").asText()) {
            case "tokenize" -> {
                int count = llama.tokenize(frame.path("text").asText()).length;
                out.send(answer(id, "tokens").put("count", count));
            }
            case "generate" -> {
                AtomicBoolean cancel = new AtomicBoolean();
                cancelFlags.put(id, cancel);
                work.add(() -> generate(id, frame, cancel));
            }
            case "cancel" -> {
                AtomicBoolean cancel = cancelFlags.get(id);
                if (cancel != null) {
                    cancel.set(true);
                }
            }
            case "probe" ->
                work.add(() -> {
                    generator.probe();
                    out.send(answer(id, "probed"));
                });
            default -> System.err.println("unknown frame");
        }
    }

    private void generateForEver() {
        try {
            while (true) {
                work.take().run();
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            ChildOutput.die(e);
        }
    }

    private void generate(long id, JsonNode frame, AtomicBoolean cancel) {
        try {
            int[] tokens = llama.tokenize(frame.path("prompt").asText());
            JsonNode given = frame.path("cache_salt");
            Optional<String> salt = given.isTextual() ? Optional.of(given.asText()) : Optional.empty();
            EmbeddedGenerator.Sink sink = new EmbeddedGenerator.Sink() {
                @Override
                public void onReading(int cachedTokens, int readTokens) {
                    out.send(answer(id, "read")
                            .put("prompt_tokens", tokens.length)
                            .put("cached_tokens", cachedTokens)
                            .put("read_tokens", readTokens));
                }

                @Override
                public void onText(String piece, int count) {
                    out.send(answer(id, "text").put("text", piece).put("tokens", count));
                }
            };
            GenerationEnd end = generator.generate(tokens, frame.path("fields"), salt, sink, cancel);
            out.send(answer(id, "end").put("at_limit", end.atLimit()).put("completion_tokens", end.completionTokens()));
        } catch (RuntimeException e) {
            out.send(answer(id, "error").put("message", String.valueOf(e.getMessage())));
        } finally {
            cancelFlags.remove(id);
        }
    }

    private static ObjectNode answer(long id, String event) {
        return Json.MAPPER.createObjectNode().put("id", id).put("event", event);
    }
}
