package io.inkstone.gateway.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.text.ParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One public key that an issuer signs with. Thread-safe.
 *
 * @param id its {@code kid}; null when it has none
 * @param algorithm the only algorithm that it is for; null for all that fit it
 * @param verifier checks signatures
 */
record SigningKey(@Nullable String id, @Nullable JWSAlgorithm algorithm, JWSVerifier verifier) {

    private static final int LEAST_RSA_BITS = 2048;

    /** The key that an entry of a key set holds; empty when it is of another kind, for encryption, or too weak. */
    static Optional<SigningKey> of(JsonNode entry) {
        try {
            JWK key = JWK.parse(entry.toString());
            if (key.isPrivate() || key.getKeyUse() != null && !KeyUse.SIGNATURE.equals(key.getKeyUse())) {
                return Optional.empty();
            }
            JWSAlgorithm algorithm = key.getAlgorithm() == null
                    ? null
                    : JWSAlgorithm.parse(key.getAlgorithm().getName());
            if (key instanceof RSAKey rsa && rsa.size() >= LEAST_RSA_BITS) {
                return Optional.of(new SigningKey(key.getKeyID(), algorithm, new RSASSAVerifier(rsa)));
            }
            if (key instanceof ECKey elliptic) {
                return Optional.of(new SigningKey(key.getKeyID(), algorithm, new ECDSAVerifier(elliptic)));
            }
            return Optional.empty();
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether this key made the signature. */
    boolean signed(JWSHeader header, byte[] signingInput, Base64URL signature) {
        boolean fits = (algorithm == null || algorithm.equals(header.getAlgorithm()))
                && verifier.supportedJWSAlgorithms().contains(header.getAlgorithm());
        try {
            return fits && verifier.verify(header, signingInput, signature);
        } catch (JOSEException e) {
            return false;
        }
    }
}
