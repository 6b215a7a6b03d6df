package io.inkstone.model.serving;

import io.inkstone.protocol.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An engine that does what a test tells it, where no real one could be brought to it at the right moment. A token is a
 * word.
 */
final class ScriptedEngine implements Engine {

    private final EngineAbilities abilities;
    private final UpSignal up = new UpSignal();
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final BlockingQueue<Boolean> cancels = new LinkedBlockingQueue<>();
    private final EngineCounters counters = new EngineCounters();
    private volatile boolean probeWorks = true;

    /** A generation that waits for the test to go on. */
    record Call(EngineRequest request, GenerationListener listener) {

        /** The whole answer at once, ended by the model. */
        void answer(String... pieces) {
            say(pieces);
            listener.onEnd(new GenerationEnd(false, pieces.length));
        }

        void say(String... pieces) {
            listener.onReading(9, 0);
            for (String piece : pieces) {
                listener.onText(piece, 1);
            }
        }
    }

    ScriptedEngine() {
        this(new EngineAbilities(true, true, true, false, false, true));
    }

    ScriptedEngine(EngineAbilities abilities) {
        this.abilities = abilities;
        up.onUp();
    }

    @Override
    public EngineCounters counters() {
        return counters;
    }

    /** The next generation that the server asked for. */
    Call nextCall() throws InterruptedException {
        Call call = calls.poll(10, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("the server did not ask the engine");
        }
        return call;
    }

    /** Generations that were asked for and not taken by {@link #nextCall}. */
    List<Call> otherCalls() {
        return new ArrayList<>(calls);
    }

    /** Waits until the server cancels a generation. */
    boolean awaitCancel() throws InterruptedException {
        return Boolean.TRUE.equals(cancels.poll(10, TimeUnit.SECONDS));
    }

    void goDown() {
        up.onDown();
    }

    void comeUp() {
        up.onUp();
    }

    void breakProbes() {
        probeWorks = false;
    }

    @Override
    public EngineAbilities abilities() {
        return abilities;
    }

    @Override
    public CompletableFuture<Void> start() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> whenUp() {
        return up.whenUp();
    }

    @Override
    public CompletableFuture<Integer> countTokens(String prompt) {
        return CompletableFuture.completedFuture(
                prompt.isBlank() ? 0 : prompt.trim().split("\\s+", -1).length);
    }

    @Override
    public Generation generate(EngineRequest request, GenerationListener listener) {
        if (!up.whenUp().isDone()) {
            throw ApiException.unavailable("engine_restarting", "down", 1);
        }
        calls.add(new Call(request, listener));
        return () -> cancels.add(true);
    }

    @Override
    public CompletableFuture<Boolean> probe() {
        return CompletableFuture.completedFuture(probeWorks);
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.empty();
    }

    @Override
    public void close() {}
}
