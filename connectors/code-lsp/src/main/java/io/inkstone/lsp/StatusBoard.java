package io.inkstone.lsp;

import io.inkstone.lsp.gateway.GatewayConnection.GatewayAnswered;
import io.inkstone.lsp.gateway.GatewayState;
import java.net.URI;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts together how things stand and tells the editor when it changes. Thread-safe. */
final class StatusBoard {

    private final Supplier<URI> gateway;
    private final Supplier<Phrases> phrases;
    private final Consumer<StatusMessage> editor;
    private GatewayAnswered answered = new GatewayAnswered(GatewayState.STARTING, "", 0);
    private boolean enabled = true;
    private boolean indexing;
    private int thinking;
    private String skipped = "";
    private String skippedUri = "";
    private @Nullable StatusMessage last;

    StatusBoard(Supplier<URI> gateway, Supplier<Phrases> phrases, Consumer<StatusMessage> editor) {
        this.gateway = gateway;
        this.phrases = phrases;
        this.editor = editor;
    }

    synchronized void answered(GatewayAnswered now) {
        answered = now;
        tell();
    }

    synchronized void enabled(boolean now) {
        enabled = now;
        tell();
    }

    synchronized void indexing(boolean now) {
        indexing = now;
        tell();
    }

    /** A request began. */
    synchronized void thinks() {
        thinking++;
        skipped = "";
        tell();
    }

    /** A request ended, however. */
    synchronized void thought() {
        thinking--;
        tell();
    }

    /** A document is not completed: {@code ignored} or {@code disabled}. */
    synchronized void skips(String state, String uri) {
        skipped = state;
        skippedUri = uri;
        tell();
    }

    /** How the gateway stands. */
    synchronized GatewayState gateway() {
        return answered.state();
    }

    synchronized StatusMessage now() {
        String url = gateway.get().toString();
        if (!enabled) {
            return new StatusMessage("disabled", phrases.get().of("disabled"), url, "", indexing);
        }
        if (answered.state() != GatewayState.READY) {
            return new StatusMessage(answered.state().code(), answered.message(), url, "", indexing);
        }
        if (thinking > 0) {
            return new StatusMessage("thinking", "", url, "", indexing);
        }
        if (!skipped.isEmpty()) {
            return new StatusMessage(skipped, phrases.get().of(skipped), url, skippedUri, indexing);
        }
        return new StatusMessage("ready", "", url, "", indexing);
    }

    private void tell() {
        StatusMessage now = now();
        if (!now.equals(last)) {
            last = now;
            editor.accept(now);
        }
    }
}
