package io.inkstone.gateway.state;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

/**
 * An API key as it is kept: without the secret, of which only the SHA-256 hash is stored. The secret has 256 random bits,
 * so a fast hash is enough.
 *
 * @param id names it, e.g. to revoke it; no secret
 * @param tenant whose it is
 * @param name what its owner calls it
 * @param admin whether it may administer the system
 * @param createdAt when it was made
 */
public record ApiKey(String id, String tenant, String name, boolean admin, Instant createdAt) {

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

    /** Checks the name. */
    public ApiKey {
        if (name.length() > 128) {
            throw new IllegalArgumentException("the key's name has " + name.length() + " characters; at most 128 go");
        }
    }

    public static WithSecret generate(String tenant, String name, boolean admin, Instant now) {
        return new WithSecret(
                new ApiKey("key_" + random(ID_DIGITS), tenant, name, admin, now), "ink_" + random(SECRET_DIGITS));
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
