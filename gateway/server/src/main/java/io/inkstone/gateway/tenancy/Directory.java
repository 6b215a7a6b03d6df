package io.inkstone.gateway.tenancy;

import io.inkstone.gateway.identity.Member;
import io.inkstone.gateway.identity.Tenants;
import io.inkstone.gateway.state.ApiKey;
import io.inkstone.gateway.state.State;
import io.inkstone.gateway.state.Tenant;
import io.inkstone.orchestration.Account;
import io.inkstone.orchestration.Caller;
import io.inkstone.orchestration.Limits;
import io.inkstone.orchestration.Rights;
import io.inkstone.protocol.ApiException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tenants and keys, held in memory and written through to the {@link State}, so that a request never waits for a disk and
 * a revoked key is refused from the next request on. Reading is thread-safe and never blocks; writing blocks.
 *
 * <p>A secret is looked up by its hash, so how long that takes says nothing of any secret.
 */
public final class Directory implements Tenants {

    private final State state;
    private final Clock clock;
    private volatile Held held;
    private final ConcurrentHashMap<String, Instant> lastUse = new ConcurrentHashMap<>();
    private final Map<String, Instant> writtenUse = new HashMap<>();

    /** What a hash stands for; {@code until} is null for a secret that was not rotated away. */
    private record Credential(ApiKey key, @Nullable Instant until) {}

    /** Put in place of the one before as a whole when another process has changed something. */
    private record Held(
            ConcurrentHashMap<String, Tenant> tenants,
            ConcurrentHashMap<String, ApiKey.Stored> keysById,
            ConcurrentHashMap<String, Credential> credentials) {

        static Held read(State state) {
            // Keys first: a key whose tenant is not there yet would be a fault, a tenant without keys is none.
            List<ApiKey.Stored> keys = state.keys().all();
            Held held = new Held(
                    new ConcurrentHashMap<>(state.tenants().all()),
                    new ConcurrentHashMap<>(),
                    new ConcurrentHashMap<>());
            keys.forEach(held::hold);
            return held;
        }

        void hold(ApiKey.Stored stored) {
            keysById.put(stored.key().id(), stored);
            credentials.put(stored.hash(), new Credential(stored.key(), null));
            String previous = stored.previousHash();
            if (previous != null) {
                credentials.put(previous, new Credential(stored.key(), stored.previousUntil()));
            }
        }

        void forget(@Nullable String hash) {
            if (hash != null) {
                credentials.remove(hash);
            }
        }
    }

    /** Reads tenants and keys; blocks. */
    public Directory(State state, Clock clock) {
        this.state = state;
        this.clock = clock;
        this.held = Held.read(state);
        for (ApiKey.Stored stored : held.keysById().values()) {
            Instant used = stored.lastUsedAt();
            if (used != null) {
                lastUse.put(stored.key().id(), used);
                writtenUse.put(stored.key().id(), used);
            }
        }
    }

    /** Reads all of it again, after another process has changed it. */
    public synchronized void reload() {
        held = Held.read(state);
    }

    @Override
    public Caller keyHolder(String secret) {
        Credential credential = held.credentials().get(ApiKey.hash(secret));
        Instant now = clock.instant();
        if (credential == null || isOver(credential.until(), now)) {
            throw ApiException.unauthorized("The API key is not known here, or was revoked; keys begin with 'ink_'.");
        }
        ApiKey key = credential.key();
        Instant end = key.scope().expiresAt();
        if (isOver(end, now)) {
            throw ApiException.unauthorized(
                    "key_expired", "The API key " + key.id() + " ended at " + end + "; ask for another one.");
        }
        lastUse.put(key.id(), now.truncatedTo(ChronoUnit.MINUTES));
        return caller(key);
    }

    private Caller caller(ApiKey key) {
        Tenant tenant = held.tenants().get(key.tenant());
        if (tenant == null) {
            throw new IllegalStateException("key " + key.id() + " belongs to no tenant");
        }
        ApiKey.Scope scope = key.scope();
        Rights own = new Rights(key.admin(), scope.models(), scope.operations());
        Account account = new Account(Account.Kind.KEY, key.id(), merged(scope.limits(), tenant.keyLimits()));
        return new Caller(tenant.id(), key.id(), false, null, within(tenant, own), accounts(tenant, account));
    }

    @Override
    public Optional<Caller> caller(Member member) {
        Tenant tenant = held.tenants().get(member.tenant());
        if (tenant == null) {
            return Optional.empty();
        }
        String user = member.user();
        Account account = user == null
                ? new Account(Account.Kind.KEY, tenant.id() + "/" + member.client(), tenant.keyLimits())
                : new Account(Account.Kind.USER, tenant.id() + "/" + user, tenant.userLimits());
        return Optional.of(new Caller(
                tenant.id(), member.client(), true, user, within(tenant, member.rights()), accounts(tenant, account)));
    }

    private static Rights within(Tenant tenant, Rights own) {
        return own.within(new Rights(true, tenant.models(), tenant.operations()));
    }

    /** Who has no limits of their own is not counted. */
    private static List<Account> accounts(Tenant tenant, Account account) {
        List<Account> accounts = new ArrayList<>();
        accounts.add(new Account(Account.Kind.TENANT, tenant.id(), tenant.limits()));
        if (!account.limits().equals(Limits.UNLIMITED)) {
            accounts.add(account);
        }
        return accounts;
    }

    private static Limits merged(Limits own, Limits others) {
        return new Limits(
                or(own.requestsPerMinute(), others.requestsPerMinute()),
                or(own.tokensPerMinute(), others.tokensPerMinute()),
                or(own.concurrency(), others.concurrency()),
                or(own.tokensPerDay(), others.tokensPerDay()),
                or(own.tokensPerMonth(), others.tokensPerMonth()));
    }

    private static long or(long own, long other) {
        return own == Limits.NONE ? other : own;
    }

    private static boolean isOver(@Nullable Instant end, Instant now) {
        return end != null && !now.isBefore(end);
    }

    /** Who holds the key with this identifier; empty when it was revoked, or belongs to another tenant. */
    public Optional<Caller> callerOf(String tenant, String keyId) {
        return key(keyId)
                .filter(key ->
                        key.tenant().equals(tenant) && !isOver(key.scope().expiresAt(), clock.instant()))
                .map(this::caller);
    }

    /** All tenants. */
    public Collection<Tenant> tenants() {
        return held.tenants().values().stream()
                .sorted(Comparator.comparing(Tenant::id))
                .toList();
    }

    /** All keys that are not revoked. */
    public Collection<ApiKey> keys() {
        return held.keysById().values().stream()
                .map(ApiKey.Stored::key)
                .sorted(Comparator.comparing(ApiKey::createdAt).thenComparing(ApiKey::id))
                .toList();
    }

    /** The key with this identifier; empty when it was revoked. */
    public Optional<ApiKey> key(String id) {
        return Optional.ofNullable(held.keysById().get(id)).map(ApiKey.Stored::key);
    }

    /** When a key was used last, to the minute. */
    public Optional<Instant> lastUse(String keyId) {
        return Optional.ofNullable(lastUse.get(keyId));
    }

    /** Makes a tenant, or changes its limits and models, and leaves everything else to the standard. */
    public Tenant putTenant(String id, Limits limits, Set<String> models) {
        return putTenant(Tenant.of(id, limits, models, clock.instant()));
    }

    /** Makes a tenant, or changes what it may use; one that is there keeps the time at which it was made. */
    public synchronized Tenant putTenant(Tenant wanted) {
        Tenant before = held.tenants().get(wanted.id());
        Tenant tenant = before == null
                ? wanted
                : new Tenant(
                        wanted.id(),
                        wanted.limits(),
                        wanted.models(),
                        wanted.operations(),
                        wanted.userLimits(),
                        wanted.keyLimits(),
                        before.createdAt());
        state.tenants().put(tenant);
        held.tenants().put(tenant.id(), tenant);
        return tenant;
    }

    @Override
    public synchronized void create(String tenant) {
        if (!hasTenant(tenant)) {
            // Another gateway may have made it a moment ago, with limits.
            Tenant made = Tenant.of(tenant, Limits.UNLIMITED, Set.of(), clock.instant());
            held.tenants().put(tenant, state.tenants().putIfMissing(made));
        }
    }

    /** Whether there is a tenant of this identifier. */
    public boolean hasTenant(String id) {
        return held.tenants().containsKey(id);
    }

    /** Makes a key, and its tenant, without limits, when there is none of that name. */
    public ApiKey.WithSecret createKey(String tenant, String name, boolean admin) {
        return createKey(tenant, name, admin, ApiKey.Scope.ALL);
    }

    /** Makes a key for a part of what its tenant may use, and its tenant, without limits, when there is none of that name. */
    public synchronized ApiKey.WithSecret createKey(String tenant, String name, boolean admin, ApiKey.Scope scope) {
        ApiKey.WithSecret made = ApiKey.generate(tenant, name, admin, scope, clock.instant());
        create(tenant);
        ApiKey.Stored stored = new ApiKey.Stored(made.key(), ApiKey.hash(made.secret()), null, null, null);
        state.keys().add(made.key(), stored.hash());
        held.hold(stored);
        return made;
    }

    /**
     * Gives a key another secret; the one before holds on for a while, and one that was still held before that ends now.
     *
     * @return empty when there is no such key
     */
    public synchronized Optional<ApiKey.WithSecret> rotateKey(String id, Duration overlap) {
        ApiKey.Stored before = keyOrReload(id);
        if (before == null) {
            return Optional.empty();
        }
        ApiKey.WithSecret made = new ApiKey.WithSecret(before.key(), ApiKey.newSecret());
        ApiKey.Stored rotated = new ApiKey.Stored(
                before.key(),
                ApiKey.hash(made.secret()),
                before.hash(),
                clock.instant().plus(overlap),
                before.lastUsedAt());
        state.keys().rotate(rotated);
        held.hold(rotated);
        held.forget(before.previousHash());
        return Optional.of(made);
    }

    /** Revokes a key; false when there is none of that identifier. */
    public synchronized boolean revokeKey(String id) {
        ApiKey.Stored found = keyOrReload(id);
        if (found == null) {
            return false;
        }
        held.keysById().remove(id);
        held.forget(found.hash());
        held.forget(found.previousHash());
        state.keys().revoke(id, clock.instant());
        return true;
    }

    private ApiKey.@Nullable Stored keyOrReload(String id) {
        if (!held.keysById().containsKey(id) && state.isShared()) {
            reload(); // another gateway may have made it a moment ago
        }
        return held.keysById().get(id);
    }

    /** Writes down which keys were used since it was called last. */
    public synchronized void writeLastUse() {
        Map<String, Instant> changed = new HashMap<>(lastUse);
        changed.entrySet().removeAll(writtenUse.entrySet());
        if (!changed.isEmpty()) {
            state.keys().used(changed);
            writtenUse.putAll(changed);
        }
    }

    /** The admin's first key, when there is no admin yet. */
    public synchronized List<ApiKey.WithSecret> ensureAdmin() {
        if (held.keysById().values().stream().anyMatch(stored -> stored.key().admin())) {
            return List.of();
        }
        return List.of(createKey(Tenant.ADMIN, "first start", true));
    }
}
