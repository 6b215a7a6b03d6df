package io.inkstone.lsp.gateway;

import java.util.Optional;

/** The token of the moment. Kept for some seconds, because reading it takes a file lock, and a keystroke should not. */
final class TokenSource {

    private static final long KEPT_NANOS = 10_000_000_000L;

    private final Credentials credentials;
    private Optional<String> key = Optional.empty();
    private Optional<String> kept = Optional.empty();
    private long readAt;

    TokenSource(Credentials credentials) {
        this.credentials = credentials;
    }

    synchronized Optional<String> token() {
        if (key.isPresent()) {
            return key;
        }
        long now = System.nanoTime();
        if (kept.isEmpty() || now - readAt > KEPT_NANOS) {
            kept = credentials.token();
            readAt = now;
        }
        return kept;
    }

    synchronized void use(String newKey) {
        key = newKey.isBlank() ? Optional.empty() : Optional.of(newKey.strip());
        kept = Optional.empty();
    }

    synchronized void forget() {
        kept = Optional.empty();
    }
}
