package io.inkstone.model.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.vertx.core.Future;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** llama.cpp within a child JVM: nothing to install. */
final class EmbeddedEngine implements Engine {

    private static final EngineAbilities ABILITIES = new EngineAbilities(true, true, true, false, false, true);

    /**
     * The heap is for frames and token ids only, the model lives outside it. A crash of native code is told by the exit
     * code; its report would be a file in the working directory.
     */
    private static final List<String> JVM_OPTIONS =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+SuppressFatalErrorMessage");

    /** A batch takes seconds at most; an engine that has not stopped by then is stuck and is restarted. */
    private static final int MOST_CANCEL_SECONDS = 60;

    private final String model;
    private final ChildFrames frames;
    private final SupervisedProcess process;
    private final UpSignal up = new UpSignal();
    private final Slots slots;
    private final EngineCounters counters = new EngineCounters();

    EmbeddedEngine(String model, EmbeddedSettings settings) {
        this.model = model;
        this.slots = new Slots(settings.slots(), System::nanoTime);
        this.frames = new ChildFrames(model, up);
        List<String> command =
                SupervisedProcess.javaCommand(EmbeddedEngineChild.class, JVM_OPTIONS, List.of(settings.write()));
        this.process =
                SupervisedProcess.builder("engine-" + model, () -> command).build(frames);
        frames.attach(process);
    }

    @Override
    public EngineAbilities abilities() {
        return ABILITIES;
    }

    @Override
    public EngineCounters counters() {
        return counters;
    }

    @Override
    public CompletableFuture<Void> start() {
        return process.start().thenAccept(ready -> {});
    }

    @Override
    public CompletableFuture<Void> whenUp() {
        return up.whenUp();
    }

    @Override
    public CompletableFuture<Integer> countTokens(String prompt) {
        return askOnce(Json.MAPPER.createObjectNode().put("op", "tokenize").put("text", prompt))
                .thenApply(frame -> frame.path("count").asInt());
    }

    @Override
    public CompletableFuture<Boolean> probe() {
        return askOnce(Json.MAPPER.createObjectNode().put("op", "probe")).thenApply(frame -> true);
    }

    /** A request with one frame as its answer. */
    private CompletableFuture<JsonNode> askOnce(ObjectNode frame) {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        try {
            frames.ask(frame, new ChildFrames.Receiver() {
                @Override
                public boolean onFrame(JsonNode reply) {
                    answer.complete(reply);
                    return false;
                }

                @Override
                public void onLost(ApiException reason) {
                    answer.completeExceptionally(reason);
                }
            });
        } catch (ApiException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    @Override
    public Generation generate(EngineRequest request, GenerationListener listener) {
        ObjectNode frame = Json.MAPPER.createObjectNode().put("op", "generate");
        frame.put("prompt", request.prompt());
        frame.put("urgent", request.isUrgent());
        frame.set("fields", LlamaFields.of(request));
        Slots.Place place = slots.take(request);
        frame.put("slot", place.index()).put("fresh", place.isFresh());
        Running running = new Running(listener, place);
        try {
            running.id = frames.ask(frame, running);
        } catch (ApiException down) {
            place.giveBack();
            throw down;
        }
        return running;
    }

    @Override
    public OptionalLong pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.close();
        frames.close();
    }

    private final class Running implements Generation, ChildFrames.Receiver {

        private final GenerationListener listener;
        private final Slots.Place place;
        private final CompletableFuture<@Nullable Void> released = new CompletableFuture<>();
        private volatile boolean over;
        private volatile long id;
        private int readTokens;

        Running(GenerationListener listener, Slots.Place place) {
            this.listener = listener;
            this.place = place;
        }

        @Override
        public void cancel() {
            if (!over) {
                over = true;
                place.giveBack(); // the next prompt is likely to go on from this one, and waits there for its end
                counters.addStopped();
                frames.tell(id, Json.MAPPER.createObjectNode().put("op", "cancel"));
                Future.fromCompletionStage(released.orTimeout(MOST_CANCEL_SECONDS, TimeUnit.SECONDS))
                        .onFailure(stuck -> process.restart());
            }
        }

        @Override
        public boolean onFrame(JsonNode frame) {
            String event = frame.path("event").asText();
            boolean ends = event.equals("end") || event.equals("error");
            count(event, frame);
            if (ends) {
                place.giveBack();
                released.complete(null);
            }
            if (!over) {
                over = ends;
                dispatch(event, frame);
            }
            return !ends;
        }

        /** Also what comes after a cancel. */
        private void count(String event, JsonNode frame) {
            if (event.equals("read")) {
                readTokens = counters.addRead(
                        readTokens,
                        frame.path("cached_tokens").asInt(),
                        frame.path("read_tokens").asInt());
            } else if (event.equals("text")) {
                counters.addWritten(frame.path("tokens").asInt());
            }
        }

        private void dispatch(String event, JsonNode frame) {
            switch (event) {
                case "read" ->
                    listener.onReading(
                            frame.path("prompt_tokens").asInt(),
                            frame.path("cached_tokens").asInt());
                case "text" ->
                    listener.onText(
                            frame.path("text").asText(), frame.path("tokens").asInt());
                case "end" ->
                    listener.onEnd(new GenerationEnd(
                            frame.path("at_limit").asBoolean(),
                            frame.path("completion_tokens").asInt()));
                default ->
                    listener.onError(
                            EngineErrors.failed(model, frame.path("message").asText()));
            }
        }

        @Override
        public void onLost(ApiException reason) {
            place.giveBack();
            released.complete(null);
            if (!over) {
                over = true;
                listener.onError(reason);
            }
        }
    }
}
