package io.inkstone.gateway.state;

import io.inkstone.orchestration.Limits;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An API key as it is kept: without the secret, of which only the SHA-256 hash is stored. The secret has 256 random bits,
 * so a fast hash is enough.
 *
 * @param id names it, e.g. to revoke it; no secret
 * @param tenant whose it is
 * @param name what its owner calls it
 * @param admin whether it may administer the system
 * @param scope what of its tenant's it may use
 * @param createdAt when it was made
 */
public record ApiKey(String id, String tenant, String name, boolean admin, Scope scope, Instant createdAt) {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Base62 digits that hold 256 bits. */
    private static final int SECRET_DIGITS = 43;

    private static final int ID_DIGITS = 16;

    /**
     * A key at the only moment at which its secret is known.
     *
     * @param key the key
     * @param secret what a client sends, beginning with {@code ink_}
     */
    public record WithSecret(ApiKey key, String secret) {}

    /**
     * What a key may use, within what its tenant may.
     *
     * @param models the models that it may ask; empty for all of its tenant's
     * @param operations the operations that it may use, as audit records name them; empty for all of its tenant's
     * @param limits its own; a limit that is not set here is the tenant's for each of its keys
     * @param expiresAt when it ends; null for never
     */
    public record Scope(
            Set<String> models,
            Set<String> operations,
            Limits limits,
            @Nullable Instant expiresAt) {

        /** Everything that the tenant may use, without an end. */
        public static final Scope ALL = new Scope(Set.of(), Set.of(), Limits.UNLIMITED, null);

        /** Checks the names and copies. */
        public Scope {
            models = Names.checked("models", models);
            operations = Names.checked("operations", operations);
            Objects.requireNonNull(limits);
        }
    }

    /**
     * A key with the hashes of its secrets.
     *
     * @param key the key
     * @param hash of its secret
     * @param previousHash of the secret before; null when it was never rotated
     * @param previousUntil until when that one holds; null when it was never rotated
     * @param lastUsedAt when it was used last, to the minute; null for never
     */
    public record Stored(
            ApiKey key,
            String hash,
            @Nullable String previousHash,
            @Nullable Instant previousUntil,
            @Nullable Instant lastUsedAt) {}

    /** Checks the name. */
    public ApiKey {
        if (name.length() > 128) {
            throw new IllegalArgumentException("the key's name has " + name.length() + " characters; at most 128 go");
        }
    }

    /** Draws the secret of a new key. */
    public static WithSecret generate(String tenant, String name, boolean admin, Scope scope, Instant now) {
        return new WithSecret(new ApiKey("key_" + random(ID_DIGITS), tenant, name, admin, scope, now), newSecret());
    }

    /** Draws another secret for a key that is there. */
    public static String newSecret() {
        return "ink_" + random(SECRET_DIGITS);
    }

    public static String hash(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String random(int digits) {
        StringBuilder text = new StringBuilder(digits);
        for (int i = 0; i < digits; i++) {
            text.append(DIGITS.charAt(RANDOM.nextInt(DIGITS.length())));
        }
        return text.toString();
    }
}
