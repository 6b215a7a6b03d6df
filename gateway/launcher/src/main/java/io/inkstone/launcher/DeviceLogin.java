package io.inkstone.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;

/** Signing in with a device code (RFC 8628) and PKCE: the person confirms in any browser, this program waits. */
final class DeviceLogin {

    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";
    private static final long USUAL_INTERVAL_SECONDS = 5;
    private static final long SLOWER_SECONDS = 5;
    private static final long USUAL_LIFE_SECONDS = 600;

    private final OAuthServer server;
    private final String client;
    private final Clock clock;
    private final Consumer<Duration> pause;
    private final String verifier;

    /**
     * @param pause waits between two questions
     */
    DeviceLogin(OAuthServer server, String client, Clock clock, Consumer<Duration> pause) {
        this.server = server;
        this.client = client;
        this.clock = clock;
        this.pause = pause;
        byte[] random = new byte[48];
        new SecureRandom().nextBytes(random);
        this.verifier = base64(random);
    }

    /**
     * Asks for a code, tells the person where to enter it, and waits.
     *
     * @param scope what is asked for
     * @param tell takes the lines for the person
     * @return the token endpoint's answer
     * @throws LaunchException when the person refuses, takes too long, or the issuer does not play along
     */
    JsonNode run(String scope, Consumer<String> tell) {
        Code code = begin(scope);
        tell.accept("Open " + code.verification() + " in a browser, compare the code " + code.userCode()
                + ", and confirm.");
        return await(code);
    }

    /**
     * What the person is asked to confirm.
     *
     * @param verification the address to open
     * @param device the issuer's answer
     */
    record Code(String userCode, String verification, Duration life, JsonNode device) {}

    /** Asks for a code. */
    Code begin(String scope) {
        JsonNode device = server.post(
                "device_authorization_endpoint",
                Map.of(
                        "client_id",
                        client,
                        "scope",
                        scope,
                        "code_challenge",
                        challenge(),
                        "code_challenge_method",
                        "S256"));
        if (!device.path("device_code").isTextual()) {
            throw refused(
                    device,
                    "give the client '" + client + "' the device flow there, or name another one with"
                            + " --client-id");
        }
        String verification = device.path("verification_uri_complete")
                .asText(device.path("verification_uri").asText());
        Duration life = Duration.ofSeconds(device.path("expires_in").asLong(USUAL_LIFE_SECONDS));
        return new Code(device.path("user_code").asText(), verification, life, device);
    }

    /** Waits for the person; the token endpoint's answer. */
    JsonNode await(Code code) {
        JsonNode device = code.device();
        Map<String, String> form = Map.of(
                "grant_type", GRANT,
                "client_id", client,
                "device_code", device.path("device_code").asText(),
                "code_verifier", verifier);
        long seconds = Math.max(1, device.path("interval").asLong(USUAL_INTERVAL_SECONDS));
        Instant end = clock.instant().plus(code.life());
        while (clock.instant().isBefore(end)) {
            pause.accept(Duration.ofSeconds(seconds));
            JsonNode answer = server.post("token_endpoint", form);
            if (answer.path("access_token").isTextual()) {
                return answer;
            }
            switch (answer.path("error").asText()) {
                case "authorization_pending" -> {}
                case "slow_down" -> seconds += SLOWER_SECONDS;
                default -> throw refused(answer, "try again: ./inkstone login");
            }
        }
        throw new LaunchException("nobody confirmed the code in time; try again: ./inkstone login");
    }

    private LaunchException refused(JsonNode answer, String mend) {
        String why =
                answer.path("error_description").asText(answer.path("error").asText("an answer without a code"));
        return new LaunchException("the issuer " + server.issuer() + " refused: " + why + "; " + mend);
    }

    private String challenge() {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
