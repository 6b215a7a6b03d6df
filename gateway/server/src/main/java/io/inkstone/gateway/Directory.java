package io.inkstone.gateway;

import io.inkstone.gateway.state.ApiKey;
import io.inkstone.gateway.state.State;
import io.inkstone.gateway.state.Tenant;
import io.inkstone.orchestration.Caller;
import io.inkstone.orchestration.Limits;
import io.inkstone.orchestration.Rights;
import io.inkstone.protocol.ApiException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tenants and keys, held in memory and written through to the {@link State}, so that a request never waits for a disk and
 * a revoked key is refused from the next request on. Reading is thread-safe and never blocks; writing blocks.
 */
final class Directory {

    private final State state;
    private final Clock clock;
    private volatile ConcurrentHashMap<String, Tenant> tenants;
    private volatile ConcurrentHashMap<String, ApiKey> keysByHash;

    Directory(State state, Clock clock) {
        this.state = state;
        this.clock = clock;
        this.tenants = new ConcurrentHashMap<>(state.tenants().all());
        this.keysByHash = new ConcurrentHashMap<>(state.keys().byHash());
    }

    /** Reads all of it again, after another process has changed it. */
    synchronized void reload() {
        // Keys first: a key whose tenant is not there yet would be a fault, a tenant without keys is none.
        ConcurrentHashMap<String, ApiKey> keys =
                new ConcurrentHashMap<>(state.keys().byHash());
        tenants = new ConcurrentHashMap<>(state.tenants().all());
        keysByHash = keys;
    }

    /**
     * Who holds this secret.
     *
     * @throws ApiException 401 {@code invalid_api_key}
     */
    Caller authenticate(String secret) {
        ApiKey key = keysByHash.get(ApiKey.hash(secret));
        if (key == null) {
            throw ApiException.unauthorized("The API key is not known here, or was revoked; keys begin with 'ink_'.");
        }
        return caller(key);
    }

    private Caller caller(ApiKey key) {
        Tenant tenant = tenants.get(key.tenant());
        if (tenant == null) {
            throw new IllegalStateException("key " + key.id() + " belongs to no tenant");
        }
        return Caller.of(tenant.id(), key.id(), new Rights(key.admin(), tenant.models(), Set.of()), tenant.limits());
    }

    /** Who holds the key with this identifier; empty when it was revoked, or belongs to another tenant. */
    Optional<Caller> callerOf(String tenant, String keyId) {
        return keysByHash.values().stream()
                .filter(key -> key.id().equals(keyId) && key.tenant().equals(tenant))
                .findFirst()
                .map(this::caller);
    }

    Collection<Tenant> tenants() {
        return tenants.values().stream()
                .sorted(java.util.Comparator.comparing(Tenant::id))
                .toList();
    }

    Collection<ApiKey> keys() {
        return keysByHash.values().stream()
                .sorted(java.util.Comparator.comparing(ApiKey::createdAt).thenComparing(ApiKey::id))
                .toList();
    }

    /** Makes a tenant, or changes what it may use. */
    synchronized Tenant putTenant(String id, Limits limits, Set<String> models) {
        Tenant before = tenants.get(id);
        Tenant tenant = new Tenant(id, limits, models, before == null ? clock.instant() : before.createdAt());
        state.tenants().put(tenant);
        tenants.put(id, tenant);
        return tenant;
    }

    boolean hasTenant(String id) {
        return tenants.containsKey(id);
    }

    /** Makes a key, and its tenant, without limits, when there is none of that name. */
    synchronized ApiKey.WithSecret createKey(String tenant, String name, boolean admin) {
        ApiKey.WithSecret made = ApiKey.generate(tenant, name, admin, clock.instant());
        if (!hasTenant(tenant)) {
            // Another gateway may have made it a moment ago, with limits.
            tenants.put(
                    tenant,
                    state.tenants().putIfMissing(new Tenant(tenant, Limits.UNLIMITED, Set.of(), clock.instant())));
        }
        String hash = ApiKey.hash(made.secret());
        state.keys().add(made.key(), hash);
        keysByHash.put(hash, made.key());
        return made;
    }

    /** Revokes a key; false when there is none of that identifier. */
    synchronized boolean revokeKey(String id) {
        Optional<Map.Entry<String, ApiKey>> found = keyOf(id);
        if (found.isEmpty() && state.isShared()) {
            reload(); // another gateway may have made it a moment ago
            found = keyOf(id);
        }
        if (found.isEmpty()) {
            return false;
        }
        keysByHash.remove(found.get().getKey());
        state.keys().revoke(id, clock.instant());
        return true;
    }

    private Optional<Map.Entry<String, ApiKey>> keyOf(String id) {
        return keysByHash.entrySet().stream()
                .filter(entry -> entry.getValue().id().equals(id))
                .findFirst();
    }

    /** The admin's first key, when there is no admin yet. */
    synchronized List<ApiKey.WithSecret> ensureAdmin() {
        if (keysByHash.values().stream().anyMatch(ApiKey::admin)) {
            return List.of();
        }
        return List.of(createKey(Tenant.ADMIN, "first start", true));
    }
}
