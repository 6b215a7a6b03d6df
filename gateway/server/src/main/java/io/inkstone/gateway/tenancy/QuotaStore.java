package io.inkstone.gateway.tenancy;

import io.inkstone.gateway.settings.GatewaySettings;
import io.inkstone.gateway.state.State;
import io.inkstone.gateway.telemetry.Meters;
import io.inkstone.orchestration.Limits;
import io.inkstone.orchestration.ModelLimits;
import io.inkstone.orchestration.ModelRules;
import io.inkstone.orchestration.Quotas;
import io.inkstone.orchestration.quota.InProcessQuotas;
import io.inkstone.orchestration.quota.RedisQuotas;
import io.inkstone.orchestration.quota.UsageMark;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where requests and tokens are counted, as the settings say. To be made before Vert.x starts and closed after it has ended, so
 * that what ends with it is still counted.
 */
public final class QuotaStore implements AutoCloseable {

    private final GatewaySettings.RedisSettings redis;
    private final @Nullable Clock clock;
    private final Meters meters;
    private final List<UsageMark> used;
    private final UsageLog log;
    private final Deque<Runnable> toClose = new ArrayDeque<>();

    /**
     * @param clock in the place of the usual ones; null for those
     */
    public QuotaStore(GatewaySettings.RedisSettings redis, State state, Meters meters, @Nullable Clock clock) {
        this.redis = redis;
        this.clock = clock;
        this.meters = meters;
        this.used = state.tokenUsage().read(LocalDate.now(ZoneOffset.UTC));
        this.log = new UsageLog(state.tokenUsage());
        toClose.push(log::close);
    }

    /** Opens the store; called once. */
    public Quotas open(Vertx vertx) {
        if (redis.url().isEmpty()) {
            Clock own = clock == null ? Clock.systemUTC() : clock;
            InProcessQuotas quotas = new InProcessQuotas(own, used, log, meters::refused);
            toClose.push(quotas::close);
            return quotas;
        }
        RedisQuotas.Options how = new RedisQuotas.Options(
                redis.url().get(),
                redis.timeout(),
                redis.lease(),
                redis.whenUnavailable() == GatewaySettings.WhenUnavailable.ADMIT);
        RedisQuotas shared = new RedisQuotas(vertx, how, meters::refused, clock);
        shared.carryOver(used);
        return shared;
    }

    /** What the settings say of single models. */
    public static ModelRules rules(GatewaySettings settings) {
        Map<String, ModelLimits> byModel = new HashMap<>();
        settings.models()
                .forEach((name, model) -> byModel.put(
                        name,
                        new ModelLimits(
                                model.maxTokens().orElse(Limits.NONE),
                                model.templateTokens().orElse(ModelLimits.USUAL_TEMPLATE_TOKENS),
                                model.mediaTokens())));
        return new ModelRules(byModel, settings.quotas().batchBelow());
    }

    @Override
    public void close() {
        while (!toClose.isEmpty()) {
            toClose.pop().run();
        }
    }
}
