package io.inkstone.gateway;

import io.inkstone.gateway.identity.Member;
import io.inkstone.gateway.identity.Tenants;
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
final class Directory implements Tenants {

    private final State state;
    private final Clock clock;
    private final ConcurrentHashMap<String, Tenant> tenants;
    private final ConcurrentHashMap<String, ApiKey.Stored> keysById = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Credential> credentials = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Instant> lastUse = new ConcurrentHashMap<>();
    private final Map<String, Instant> writtenUse = new HashMap<>();

    /** What a hash stands for; {@code until} is null for a secret that was not rotated away. */
    private record Credential(ApiKey key, @Nullable Instant until) {}

    Directory(State state, Clock clock) {
        this.state = state;
        this.clock = clock;
        this.tenants = new ConcurrentHashMap<>(state.tenants());
        for (ApiKey.Stored stored : state.keys()) {
            hold(stored);
            Instant used = stored.lastUsedAt();
            if (used != null) {
                lastUse.put(stored.key().id(), used);
                writtenUse.put(stored.key().id(), used);
            }
        }
    }

    @Override
    public Caller keyHolder(String secret) {
        Credential credential = credentials.get(ApiKey.hash(secret));
        Instant now = clock.instant();
        if (credential == null || isOver(credential.until(), now)) {
            throw ApiException.unauthorized("The API key is not known here, or was revoked; keys begin with 'ink_'.");
        }
        ApiKey key = credential.key();
        ApiKey.Scope scope = key.scope();
        if (isOver(scope.expiresAt(), now)) {
            throw ApiException.unauthorized(
                    "key_expired",
                    "The API key " + key.id() + " ended at " + scope.expiresAt() + "; ask for another one.");
        }
        lastUse.put(key.id(), now.truncatedTo(ChronoUnit.MINUTES));
        Tenant tenant = tenants.get(key.tenant());
        if (tenant == null) {
            throw new IllegalStateException("key " + key.id() + " belongs to no tenant");
        }
        Rights own = new Rights(key.admin(), scope.models(), scope.operations());
        Account account = new Account(Account.Kind.KEY, key.id(), merged(scope.limits(), tenant.keyLimits()));
        return caller(tenant, key.id(), null, own, account);
    }

    @Override
    public Optional<Caller> caller(Member member) {
        Tenant tenant = tenants.get(member.tenant());
        if (tenant == null) {
            return Optional.empty();
        }
        String user = member.user();
        Account account = user == null
                ? new Account(Account.Kind.KEY, tenant.id() + "/" + member.client(), tenant.keyLimits())
                : new Account(Account.Kind.USER, tenant.id() + "/" + user, tenant.userLimits());
        return Optional.of(caller(tenant, member.client(), user, member.rights(), account));
    }

    /** The one place where rights and accounts come together; who has no limits of their own is not counted. */
    private static Caller caller(Tenant tenant, String keyId, @Nullable String user, Rights own, Account account) {
        Rights rights = own.within(new Rights(true, tenant.models(), tenant.operations()));
        List<Account> accounts = new ArrayList<>();
        accounts.add(new Account(Account.Kind.TENANT, tenant.id(), tenant.limits()));
        if (!account.limits().equals(Limits.UNLIMITED)) {
            accounts.add(account);
        }
        return new Caller(tenant.id(), keyId, user, rights, accounts);
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

    Collection<Tenant> tenants() {
        return tenants.values().stream()
                .sorted(Comparator.comparing(Tenant::id))
                .toList();
    }

    Collection<ApiKey> keys() {
        return keysById.values().stream()
                .map(ApiKey.Stored::key)
                .sorted(Comparator.comparing(ApiKey::createdAt).thenComparing(ApiKey::id))
                .toList();
    }

    Optional<ApiKey> key(String id) {
        return Optional.ofNullable(keysById.get(id)).map(ApiKey.Stored::key);
    }

    /** When a key was used last, to the minute. */
    Optional<Instant> lastUse(String keyId) {
        return Optional.ofNullable(lastUse.get(keyId));
    }

    /** Makes a tenant, or changes its limits and models, and leaves everything else to the standard. */
    Tenant putTenant(String id, Limits limits, Set<String> models) {
        return putTenant(Tenant.of(id, limits, models, clock.instant()));
    }

    /** Makes a tenant, or changes what it may use; one that is there keeps the time at which it was made. */
    synchronized Tenant putTenant(Tenant wanted) {
        Tenant before = tenants.get(wanted.id());
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
        state.putTenant(tenant);
        tenants.put(tenant.id(), tenant);
        return tenant;
    }

    @Override
    public synchronized void create(String tenant) {
        if (!hasTenant(tenant)) {
            putTenant(tenant, Limits.UNLIMITED, Set.of());
        }
    }

    boolean hasTenant(String id) {
        return tenants.containsKey(id);
    }

    /** Makes a key, and its tenant, without limits, when there is none of that name. */
    ApiKey.WithSecret createKey(String tenant, String name, boolean admin) {
        return createKey(tenant, name, admin, ApiKey.Scope.ALL);
    }

    /** Makes a key for a part of what its tenant may use, and its tenant, without limits, when there is none of that name. */
    synchronized ApiKey.WithSecret createKey(String tenant, String name, boolean admin, ApiKey.Scope scope) {
        ApiKey.WithSecret made = ApiKey.generate(tenant, name, admin, scope, clock.instant());
        create(tenant);
        ApiKey.Stored stored = new ApiKey.Stored(made.key(), ApiKey.hash(made.secret()), null, null, null);
        state.addKey(made.key(), stored.hash());
        hold(stored);
        return made;
    }

    /**
     * Gives a key another secret; the one before holds on for a while, and one that was still held before that ends now.
     *
     * @return empty when there is no such key
     */
    synchronized Optional<ApiKey.WithSecret> rotateKey(String id, Duration overlap) {
        ApiKey.Stored before = keysById.get(id);
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
        state.rotateKey(rotated);
        hold(rotated);
        forget(before.previousHash());
        return Optional.of(made);
    }

    /** Revokes a key; false when there is none of that identifier. */
    synchronized boolean revokeKey(String id) {
        ApiKey.Stored found = keysById.remove(id);
        if (found == null) {
            return false;
        }
        credentials.remove(found.hash());
        forget(found.previousHash());
        state.revokeKey(id, clock.instant());
        return true;
    }

    /** Writes down which keys were used since it was called last. */
    synchronized void writeLastUse() {
        Map<String, Instant> changed = new HashMap<>(lastUse);
        changed.entrySet().removeAll(writtenUse.entrySet());
        if (!changed.isEmpty()) {
            state.keysUsed(changed);
            writtenUse.putAll(changed);
        }
    }

    /** The admin's first key, when there is no admin yet. */
    synchronized List<ApiKey.WithSecret> ensureAdmin() {
        if (keysById.values().stream().anyMatch(stored -> stored.key().admin())) {
            return List.of();
        }
        return List.of(createKey(Tenant.ADMIN, "first start", true));
    }

    private void hold(ApiKey.Stored stored) {
        keysById.put(stored.key().id(), stored);
        credentials.put(stored.hash(), new Credential(stored.key(), null));
        String previous = stored.previousHash();
        if (previous != null) {
            credentials.put(previous, new Credential(stored.key(), stored.previousUntil()));
        }
    }

    private void forget(@Nullable String hash) {
        if (hash != null) {
            credentials.remove(hash);
        }
    }
}
