package io.inkstone.gateway;

import io.inkstone.guardrails.Policy;
import io.inkstone.guardrails.PolicyException;
import io.inkstone.guardrails.PolicyReader;
import io.inkstone.orchestration.TenantRails;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The tenants' policies, held in memory and written through to the {@link State}: a change holds from the next request on.
 * Reading is thread-safe and never blocks; writing blocks.
 */
final class Policies implements TenantRails.Directory {

    /** Stands for every tenant, under what a tenant has of its own. */
    static final String ALL = "*";

    static final int MOST_CHARACTERS = 200_000;

    private static final String MASK_SECRET = "mask";

    private final State state;
    private final Clock clock;
    private final PolicyReader standard;
    private final byte[] secret;
    private final Map<String, String> written;
    private final ConcurrentHashMap<String, TenantRails> byTenant = new ConcurrentHashMap<>();
    private volatile Common common;

    /** What holds for tenants without a policy of their own. */
    private record Common(PolicyReader reader, Policy policy) {}

    /**
     * @param standard knows the rails that there are
     * @throws GatewayStartException when a policy of the state cannot be used any more
     */
    Policies(State state, PolicyReader standard, Clock clock) {
        this.state = state;
        this.clock = clock;
        this.standard = standard;
        this.secret = HexFormat.of().parseHex(state.secret(MASK_SECRET));
        this.written = new TreeMap<>(state.policies());
        try {
            this.common = common(written.getOrDefault(ALL, ""));
            written.forEach((tenant, policy) -> common.reader().read(tenant.equals(ALL) ? "" : policy));
        } catch (PolicyException e) {
            throw new GatewayStartException("A policy in the state cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public TenantRails of(String tenant) {
        TenantRails known = byTenant.get(tenant);
        return known != null ? known : byTenant.computeIfAbsent(tenant, this::made);
    }

    private TenantRails made(String tenant) {
        String own = policy(tenant).orElse("");
        return new TenantRails(own.isEmpty() ? common.policy() : common.reader().read(own), key(tenant));
    }

    /** What each has written, by tenant. */
    synchronized Map<String, String> all() {
        return new TreeMap<>(written);
    }

    /** What a tenant has written. */
    synchronized Optional<String> policy(String tenant) {
        return tenant.equals(ALL) ? Optional.empty() : Optional.ofNullable(written.get(tenant));
    }

    /**
     * Gives a tenant a policy.
     *
     * @throws PolicyException when it cannot be used, also where what is for all tenants would spoil another one's
     */
    synchronized void put(String tenant, String policy) {
        if (tenant.equals(ALL)) {
            Common changed = common(policy);
            written.forEach((other, own) -> changed.reader().read(other.equals(ALL) ? "" : own));
            common = changed;
        } else {
            common.reader().read(policy);
        }
        state.putPolicy(tenant, policy, clock.instant());
        written.put(tenant, policy);
        byTenant.clear();
    }

    /** Takes a tenant's policy away; false when it has none. */
    synchronized boolean remove(String tenant) {
        if (!written.containsKey(tenant)) {
            return false;
        }
        state.removePolicy(tenant);
        written.remove(tenant);
        if (tenant.equals(ALL)) {
            common = common("");
        }
        byTenant.clear();
        return true;
    }

    private Common common(String policy) {
        PolicyReader reader = standard.over(policy);
        return new Common(reader, reader.read(""));
    }

    /** Each tenant's own, so that one tenant's placeholders tell another nothing. */
    private byte[] key(String tenant) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(tenant.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is a part of every Java", e);
        }
    }
}
