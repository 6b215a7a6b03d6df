package io.inkstone.orchestration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Who may profit from what a server has read of a prompt before. A prompt that begins as another one did is answered sooner, and its
 * answer says how much of it was known: whoever shares that can find out what others have asked, piece by piece.
 */
public enum CacheScope {
    /** Each user, or each key where no user is known, for itself. */
    USER,
    /** All users of a tenant together. */
    TENANT,
    /** Everybody: nothing is said to the server. */
    ALL;

    private static final int SALT_BYTES = 16;

    /**
     * What tells callers apart that must not share: the {@code cache_salt} of vLLM's protocol, which model-core takes as well.
     *
     * @param own what the caller has put there; separates further
     * @return 32 hexadecimal digits, from which nobody reads a name; empty where all share and the caller says nothing
     */
    Optional<String> saltFor(Caller caller, String own) {
        if (this == ALL) {
            return own.isEmpty() ? Optional.empty() : Optional.of(own);
        }
        String who = this == TENANT ? "" : caller.user() != null ? "user " + caller.user() : "key " + caller.keyId();
        String all = String.join("\0", caller.tenant(), who, own);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return Optional.of(HexFormat.of().formatHex(digest, 0, SALT_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
