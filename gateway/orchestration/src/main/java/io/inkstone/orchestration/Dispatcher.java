package io.inkstone.orchestration;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * Puts calls to upstreams: chooses by weight, and knows how much may be retried. What becomes of one call is a {@link
 * Dispatch}. Thread-safe.
 */
public final class Dispatcher {

    private final UpstreamDirectory directory;
    private final RetryOptions retry;
    private final Consumer<AttemptObservation> observer;
    private final Clock clock;
    private final DoubleSupplier random;
    private final Map<Upstream, RetryBudget> budgets = new IdentityHashMap<>();

    /**
     * @param directory who serves which model
     * @param retry how often a call is sent to the same upstream again
     * @param observer told of every attempt when it is over, on an event loop
     */
    public Dispatcher(UpstreamDirectory directory, RetryOptions retry, Consumer<AttemptObservation> observer) {
        this(
                directory,
                retry,
                observer,
                new Chance(Clock.systemUTC(), () -> ThreadLocalRandom.current().nextDouble()));
    }

    /** What a test wants to hold still: the time, and numbers from 0 to 1. */
    record Chance(Clock clock, DoubleSupplier random) {}

    Dispatcher(UpstreamDirectory directory, RetryOptions retry, Consumer<AttemptObservation> observer, Chance chance) {
        this.directory = directory;
        this.retry = retry;
        this.observer = observer;
        this.clock = chance.clock();
        this.random = chance.random();
        directory.upstreams().forEach(upstream -> budgets.put(upstream, new RetryBudget(retry, clock)));
    }

    /**
     * Finds out who can answer a call.
     *
     * @return fails with 404 {@code model_not_found}, or with why an upstream that may have the model does not answer
     */
    Future<Route> route(ModelCall call) {
        return directory.route(call);
    }

    /** A call on its way; nothing is sent before it is told to. */
    Dispatch dispatch(ModelCall call, Route route) {
        return new Dispatch(this, call, route);
    }

    RetryOptions retry() {
        return retry;
    }

    Consumer<AttemptObservation> observer() {
        return observer;
    }

    RetryBudget budget(Target target) {
        return Objects.requireNonNull(budgets.get(target.upstream()));
    }

    long nowMillis() {
        return clock.millis();
    }

    /** Doubles with each retry; a random half is left out, so that calls that failed together do not come back together. */
    long backOffMillis(int retriesBefore) {
        long most = retry.backOff().toMillis() << retriesBefore;
        return Math.max(1, Math.round(most * (0.5 + random.getAsDouble() / 2)));
    }

    /** Whom to ask, in this order: each model's targets drawn by weight, then those without weight. */
    Deque<Target> order(ModelCall call, Route route) {
        Deque<Target> order = new ArrayDeque<>(drawn(route.targets()));
        for (List<Target> fallback : route.fallback()) {
            // A tenant that may not ask a model does not get it by way of another's failure.
            if (call.scope().caller().rights().mayAsk(fallback.get(0).name())) {
                order.addAll(drawn(fallback));
            }
        }
        return order;
    }

    /** Drawing without putting back, in one sort: of exponential times with the weights as rates, the shortest is first. */
    private List<Target> drawn(List<Target> targets) {
        if (targets.size() < 2) {
            return targets;
        }
        record Drawn(Target target, double time) {}
        List<Drawn> drawn = new ArrayList<>();
        for (Target target : targets) {
            // Without weight the time is infinite; the sort is stable, so those keep their order.
            drawn.add(new Drawn(
                    target,
                    target.weight() == 0
                            ? Double.POSITIVE_INFINITY
                            : -Math.log(1 - random.getAsDouble()) / target.weight()));
        }
        drawn.sort(Comparator.comparingDouble(Drawn::time));
        return drawn.stream().map(Drawn::target).toList();
    }
}
