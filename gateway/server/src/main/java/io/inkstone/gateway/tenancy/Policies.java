package io.inkstone.gateway.tenancy;

import io.inkstone.gateway.settings.GatewayStartException;
import io.inkstone.gateway.state.State;
import io.inkstone.guardrails.Policy;
import io.inkstone.guardrails.PolicyException;
import io.inkstone.guardrails.PolicyReader;
import io.inkstone.orchestration.TenantRails;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The tenants' policies, held in memory and written through to the {@link State}: a change holds from the next request on.
 * Reading is thread-safe and never blocks; writing blocks.
 */
public final class Policies implements TenantRails.Directory {

    /** Stands for every tenant, under what a tenant has of its own. */
    public static final String ALL = "*";

    /** The longest policy, in characters. */
    public static final int MOST_CHARACTERS = 200_000;

    private static final String MASK_SECRET = "mask";

    private final State state;
    private final Clock clock;
    private final PolicyReader standard;
    private final byte[] secret;
    private volatile Held held;

    /**
     * What holds between two changes; a change puts another one in its place, so that who reads waits for nobody.
     *
     * @param written what each has written, by tenant
     * @param reader reads a tenant's policy over what is for all
     * @param common what holds for tenants without a policy of their own
     * @param byTenant what was made so far
     */
    private record Held(
            Map<String, String> written, PolicyReader reader, Policy common, Map<String, TenantRails> byTenant) {}

    /**
     * @param standard knows the rails that there are
     * @throws GatewayStartException when a policy of the state cannot be used any more
     */
    public Policies(State state, PolicyReader standard, Clock clock) {
        this.state = state;
        this.clock = clock;
        this.standard = standard;
        this.secret = HexFormat.of().parseHex(state.secrets().of(MASK_SECRET));
        try {
            this.held = usable(state.policies().all());
        } catch (PolicyException e) {
            throw new GatewayStartException("A policy in the state cannot be used: " + e.getMessage(), e);
        }
    }

    /** Reads all of them again, after another process has changed one. */
    public synchronized void reload() {
        held = usable(state.policies().all());
    }

    @Override
    public TenantRails of(String tenant) {
        Held now = held;
        return now.byTenant().computeIfAbsent(tenant, made -> {
            String own = tenant.equals(ALL) ? null : now.written().get(tenant);
            return new TenantRails(own == null ? now.common() : now.reader().read(own), key(tenant));
        });
    }

    /** What each has written, by tenant. */
    public Map<String, String> all() {
        return held.written();
    }

    /**
     * Gives a tenant a policy.
     *
     * @throws PolicyException when it cannot be used, also where what is for all tenants would spoil another one's
     */
    public synchronized void put(String tenant, String policy) {
        Map<String, String> written = new TreeMap<>(held.written());
        written.put(tenant, policy);
        Held changed = usable(written);
        state.policies().put(tenant, policy, clock.instant());
        held = changed;
    }

    /** Takes a tenant's policy away; false when it has none. */
    public synchronized boolean remove(String tenant) {
        Map<String, String> written = new TreeMap<>(held.written());
        if (written.remove(tenant) == null) {
            return false;
        }
        Held changed = usable(written);
        state.policies().remove(tenant);
        held = changed;
        return true;
    }

    /** Reads all of them, so that a mistake shows before any of them holds. */
    private Held usable(Map<String, String> written) {
        PolicyReader reader = standard.over(written.getOrDefault(ALL, ""));
        written.forEach((tenant, policy) -> {
            if (!tenant.equals(ALL)) {
                reader.read(policy);
            }
        });
        return new Held(
                Collections.unmodifiableMap(new TreeMap<>(written)),
                reader,
                reader.read(""),
                new ConcurrentHashMap<>());
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
