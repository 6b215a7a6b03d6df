package io.inkstone.gateway.identity;

import io.inkstone.orchestration.Rights;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whom a verified access token stands for.
 *
 * @param tenant the tenant, as the issuer's settings make it of the claims
 * @param client the identifier of the client that the token was issued to, at most 128 characters; no secret
 * @param user whom the token names, at most 256 characters; null where a client acts for itself
 * @param rights what the token's roles allow, before what its tenant may do
 */
public record Member(String tenant, String client, @Nullable String user, Rights rights) {

    /** Refuses nulls. */
    public Member {
        Objects.requireNonNull(tenant);
        Objects.requireNonNull(client);
        Objects.requireNonNull(rights);
    }
}
