package io.inkstone.orchestration;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request, as the edge found out.
 *
 * @param tenant the identifier of the tenant
 * @param keyId the identifier of the API key, or of the client that an access token was issued to; no secret
 * @param byToken whether an access token says so, instead of an API key
 * @param user whom an access token names; null for an API key
 * @param rights what the caller may do
 * @param accounts on which the request counts; the tenant's first
 */
public record Caller(
        String tenant,
        String keyId,
        boolean byToken,
        @Nullable String user,
        Rights rights,
        List<Account> accounts) {

    /** Copies the list. */
    public Caller {
        Objects.requireNonNull(tenant);
        Objects.requireNonNull(keyId);
        Objects.requireNonNull(rights);
        accounts = List.copyOf(accounts);
        if (accounts.isEmpty() || accounts.get(0).kind() != Account.Kind.TENANT) {
            throw new IllegalArgumentException("the accounts of a caller begin with its tenant's");
        }
    }

    /** A caller with an API key that has no limits of its own. */
    public static Caller of(String tenant, String keyId, Rights rights, Limits limits) {
        return new Caller(
                tenant, keyId, false, null, rights, List.of(new Account(Account.Kind.TENANT, tenant, limits)));
    }
}
