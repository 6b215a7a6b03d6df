package io.inkstone.gateway.identity;

import io.inkstone.orchestration.Caller;
import io.inkstone.protocol.ApiException;
import java.util.Optional;

/** The tenants and API keys that the gateway keeps. Thread-safe. */
public interface Tenants {

    /**
     * Who holds an API key; never blocks.
     *
     * @throws ApiException 401 {@code invalid_api_key} or {@code key_expired}
     */
    Caller keyHolder(String secret);

    /** The caller that a verified token stands for; empty when there is no such tenant. Never blocks. */
    Optional<Caller> caller(Member member);

    /** Makes a tenant without limits, unless there is one; blocks. */
    void create(String tenant);
}
