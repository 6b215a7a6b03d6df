package io.inkstone.orchestration;

import io.inkstone.protocol.Usage;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who did what, when and at what cost; never what was said.
 *
 * @param at when the request came
 * @param requestId what the {@code x-request-id} header said
 * @param tenant the tenant
 * @param keyId the identifier of the API key, which is no secret
 * @param operation what was asked, e.g. {@code documents/formula} or {@code chat.completions}
 * @param status the HTTP status of the answer; 499 when the client went away
 * @param outcome {@code ok}, or the code of the error
 * @param promptTokens tokens that models read for it
 * @param completionTokens tokens that models wrote for it
 * @param rails how many findings each rail had
 * @param verdict the strongest of what followed from them, as policies write it
 * @param tookMillis how long it took
 * @param user whom an access token names; null for an API key
 * @param models what each model that was asked read and wrote, by its name
 */
public record AuditRecord(
        Instant at,
        String requestId,
        String tenant,
        String keyId,
        String operation,
        int status,
        String outcome,
        long promptTokens,
        long completionTokens,
        Map<String, Integer> rails,
        String verdict,
        long tookMillis,
        @Nullable String user,
        Map<String, Usage> models) {

    /** Copies. */
    public AuditRecord {
        rails = Collections.unmodifiableMap(new TreeMap<>(rails));
        models = Collections.unmodifiableMap(new TreeMap<>(models));
    }
}
