package io.inkstone.model.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * The child of the embedded engine: frames in on stdin, frames out on stdout, one model in between. Ends at once when
 * stdin ends. Reads with one thread, which also tokenizes; generates with one for each slot.
 */
final class EmbeddedEngineChild {

    private final ChildOutput out;
    private final LlamaNative llama;
    private final List<EmbeddedSlot> slots;
    private final Precedence precedence = new Precedence();
    /** Set by the reading thread, obeyed by the generating ones. */
    private final Map<Long, AtomicBoolean> cancelFlags = new ConcurrentHashMap<>();

    /** Where the last request went, whose prompt a probe goes on from. */
    private EmbeddedSlot last;

    private EmbeddedEngineChild(ChildOutput out, LlamaNative llama, EmbeddedSettings settings) {
        this.out = out;
        this.llama = llama;
        this.slots = IntStream.range(0, settings.slots())
                .mapToObj(index -> new EmbeddedSlot(index, () -> index == 0 ? llama : LlamaNative.load(settings)))
                .toList();
        this.last = slots.get(0);
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
        EmbeddedEngineChild child = new EmbeddedEngineChild(out, llama, settings);
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
                EmbeddedSlot slot = slots.get(frame.path("slot").asInt());
                last = slot;
                slot.run(() -> generate(id, frame, slot, cancel));
            }
            case "cancel" -> {
                AtomicBoolean cancel = cancelFlags.get(id);
                if (cancel != null) {
                    cancel.set(true);
                }
            }
            case "probe" -> {
                EmbeddedSlot slot = last;
                slot.run(() -> {
                    slot.generator().probe();
                    out.send(answer(id, "probed"));
                });
            }
            default -> System.err.println("unknown frame");
        }
    }

    private void generate(long id, JsonNode frame, EmbeddedSlot slot, AtomicBoolean cancel) {
        boolean isUrgent = frame.path("urgent").asBoolean();
        precedence.begin(isUrgent);
        try {
            int[] tokens = llama.tokenize(frame.path("prompt").asText());
            EmbeddedGenerator.Sink sink = new EmbeddedGenerator.Sink() {
                @Override
                public void onReading(int cachedTokens, int readTokens) {
                    out.send(answer(id, "read")
                            .put("prompt_tokens", tokens.length)
                            .put("cached_tokens", cachedTokens)
                            .put("read_tokens", readTokens));
                }

                @Override
                public void beforeBatch() {
                    precedence.giveWay(isUrgent);
                }

                @Override
                public void onText(String piece, int count) {
                    out.send(answer(id, "text").put("text", piece).put("tokens", count));
                }
            };
            GenerationEnd end = slot.generator()
                    .generate(tokens, frame.path("fields"), frame.path("fresh").asBoolean(), sink, cancel);
            out.send(answer(id, "end").put("at_limit", end.atLimit()).put("completion_tokens", end.completionTokens()));
        } catch (RuntimeException e) {
            out.send(answer(id, "error").put("message", String.valueOf(e.getMessage())));
        } finally {
            precedence.end(isUrgent);
            cancelFlags.remove(id);
        }
    }

    private static ObjectNode answer(long id, String event) {
        return Json.MAPPER.createObjectNode().put("id", id).put("event", event);
    }
}
