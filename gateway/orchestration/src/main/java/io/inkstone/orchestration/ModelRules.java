package io.inkstone.orchestration;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What holds for calls of models beside their callers' limits. Learns: a model that counts more tokens in a prompt than were
 * thought possible has a longer template than was known, and later calls of it set so much more aside. Thread-safe.
 */
public final class ModelRules {

    private static final Logger LOG = LoggerFactory.getLogger(ModelRules.class);

    /** No template is longer; a count beyond it is an upstream's mistake. */
    private static final long MOST_LEARNED = 8192;

    private final Map<String, ModelLimits> byModel;
    private final BatchGate batches;
    private final ConcurrentHashMap<String, Long> learned = new ConcurrentHashMap<>();

    /**
     * @param byModel what is set for single models
     * @param batchBelow batch requests begin only while fewer calls than this wait or run
     */
    public ModelRules(Map<String, ModelLimits> byModel, int batchBelow) {
        this.byModel = Map.copyOf(byModel);
        this.batches = new BatchGate(batchBelow);
    }

    /** The limits of a call that any model of a route may answer: the tightest of all. */
    ModelLimits of(Route route) {
        ModelLimits limits = of(route.model());
        for (List<Target> targets : route.fallback()) {
            for (Target target : targets) {
                limits = limits.and(of(target.name()));
            }
        }
        return limits;
    }

    /** The limits of a model. */
    ModelLimits of(String model) {
        ModelLimits set = byModel.getOrDefault(model, ModelLimits.USUAL);
        Long template = learned.get(model);
        return template == null || template <= set.templateTokens()
                ? set
                : new ModelLimits(set.maxTokens(), template, set.mediaTokens());
    }

    /** A prompt was counted that needs its model's template to have this many tokens. */
    void learn(String model, long templateTokens) {
        long believed = Math.min(templateTokens, MOST_LEARNED);
        long before = learned.getOrDefault(model, 0L);
        if (learned.merge(model, believed, Math::max) > before) {
            LOG.warn(
                    "Model '{}' counts more tokens in a prompt than were set aside; from now on {} are for its template. To"
                            + " know it from the start, set inkstone.gateway.models.\"{}\".template-tokens",
                    model,
                    believed,
                    model);
        }
    }

    BatchGate batches() {
        return batches;
    }
}
