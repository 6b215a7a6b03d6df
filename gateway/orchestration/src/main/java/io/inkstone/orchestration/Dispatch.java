package io.inkstone.orchestration;

import io.inkstone.orchestration.AttemptObservation.Reason;
import io.inkstone.protocol.ApiException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way through the upstreams: the next target when one fails before the first byte of its answer, then
 * retries, and for a completion a second target beside a slow one. The first good answer wins, what else is under way is
 * cancelled. Lives on the context that made it.
 */
final class Dispatch {

    /** An engine that dies of a request takes its connection with it: such a request is not shown to every engine there is. */
    private static final int MOST_LOST = 2;

    private final Dispatcher dispatcher;
    private final ModelCall call;
    private final Route route;
    private final Deque<Target> ahead;
    private final Trail trail = new Trail();
    private final List<Attempt> underWay = new ArrayList<>(2);
    private final List<Later> later = new ArrayList<>();
    private final Promise<ModelReply> answer = Promise.promise();
    private final Context context;
    private int retries;
    private @Nullable Long retryTimer;
    private @Nullable Long hedgeTimer;

    private record Later(Target target, long notBeforeMillis) {}

    Dispatch(Dispatcher dispatcher, ModelCall call, Route route) {
        this.dispatcher = dispatcher;
        this.call = call;
        this.route = route;
        this.ahead = dispatcher.order(call, route);
        Context current = Vertx.currentContext();
        if (current == null) {
            throw new IllegalStateException("a model is called on a Vert.x context");
        }
        this.context = current;
    }

    /** Sends the call; to be called once. */
    Future<ModelReply> send() {
        Cancellation.Registration registration =
                call.cancellation().onCancel(() -> onContext(() -> answer.tryFail(reason())));
        if (!answer.future().isComplete()) {
            armHedge();
            next();
        }
        return answer.future().onComplete(done -> {
            if (done.succeeded()) {
                call.scope().answeredBy(done.result().upstream());
            }
            registration.remove();
            cancel(retryTimer);
            cancel(hedgeTimer);
        });
    }

    /** Adds who answered, and how many attempts it took. */
    ModelObservation observed(ModelObservation seen) {
        Optional<String> upstream =
                Optional.ofNullable(answer.future().result()).map(ModelReply::upstream);
        return seen.answered(upstream, trail.attempts());
    }

    private void next() {
        for (Target target = ahead.poll(); target != null; target = ahead.poll()) {
            if (start(target, trail.isEmpty() ? Reason.FIRST : Reason.FALLBACK)) {
                return;
            }
        }
        if (underWay.isEmpty()) {
            retryOrGiveUp();
        }
    }

    /** False when the target is left alone. */
    private boolean start(Target target, Reason reason) {
        Optional<UpstreamBreaker.Permit> permit = target.upstream().breaker().tryEnter();
        if (permit.isEmpty()) {
            trail.leftAlone(target.upstream());
            return false;
        }
        trail.asked(target.upstream());
        if (reason == Reason.FIRST || reason == Reason.FALLBACK) {
            dispatcher.budget(target).asked();
        }
        Attempt attempt = new Attempt(
                new Attempt.Order(target, reason, permit.get()), call, context.owner(), dispatcher.observer());
        underWay.add(attempt);
        attempt.start().onComplete(done -> onContext(() -> over(attempt, done)));
        return true;
    }

    private void over(Attempt attempt, AsyncResult<ModelReply> done) {
        underWay.remove(attempt);
        if (answer.future().isComplete()) {
            return;
        }
        if (call.cancellation().isCancelled()) {
            answer.tryFail(reason());
        } else if (done.succeeded()) {
            settle(() -> answer.tryComplete(done.result()));
        } else {
            failed(
                    attempt.target(),
                    new UpstreamErrors(attempt.target().upstream().name()).translate(done.cause()));
        }
    }

    private void failed(Target target, ApiException error) {
        trail.failed(error);
        Recourse recourse = Recourse.from(error);
        if (recourse == Recourse.NONE) {
            settle(() -> answer.tryFail(error));
            return;
        }
        if (recourse == Recourse.ALSO_LATER) {
            // Of an upstream that cannot be reached the seconds are our own guess, and meant for the caller.
            long waitMillis = error.code().equals("upstream_unavailable") ? 0 : 1000L * error.retryAfterSeconds();
            later.add(new Later(target, dispatcher.nowMillis() + waitMillis));
        }
        if (trail.lost() >= MOST_LOST) {
            settle(() -> answer.tryFail(trail.failure()));
        } else if (underWay.isEmpty()) {
            next();
        }
    }

    private void retryOrGiveUp() {
        Optional<Later> soonest = later.stream().min(Comparator.comparingLong(Later::notBeforeMillis));
        if (soonest.isEmpty() || retries >= dispatcher.retry().maxRetries()) {
            answer.tryFail(trail.failure());
            return;
        }
        Target target = soonest.get().target();
        long waitMillis =
                Math.max(dispatcher.backOffMillis(retries), soonest.get().notBeforeMillis() - dispatcher.nowMillis());
        boolean inTime = waitMillis <= dispatcher.retry().maxDelay().toMillis()
                && waitMillis < call.scope().remaining().toMillis();
        if (!inTime || !dispatcher.budget(target).tryTake()) {
            answer.tryFail(trail.failure());
            return;
        }
        later.remove(soonest.get());
        retries++;
        retryTimer = context.owner().setTimer(waitMillis, fired -> {
            if (!answer.future().isComplete() && !start(target, Reason.RETRY)) {
                retryOrGiveUp();
            }
        });
    }

    private void armHedge() {
        if (call.kind() == ModelCall.Kind.COMPLETION
                && !call.streaming()
                && route.hedgeAfter().isPresent()) {
            long afterMillis = route.hedgeAfter().get().toMillis();
            hedgeTimer = context.owner().setTimer(afterMillis, fired -> hedge());
        }
    }

    /** Another model's targets, and those that are only a fallback, are spared a call that may yet be answered. */
    private void hedge() {
        if (answer.future().isComplete() || underWay.isEmpty()) {
            return;
        }
        for (Iterator<Target> targets = ahead.iterator(); targets.hasNext(); ) {
            Target target = targets.next();
            if (target.weight() == 0 || !target.name().equals(route.model())) {
                continue;
            }
            if (!dispatcher.budget(target).tryTake()) {
                return;
            }
            targets.remove();
            if (start(target, Reason.HEDGE)) {
                return;
            }
        }
    }

    /** The call is decided: nothing else that is under way is wanted. */
    private void settle(Runnable decision) {
        decision.run();
        List.copyOf(underWay).forEach(Attempt::supersede);
    }

    private ApiException reason() {
        return call.cancellation().reason().orElseThrow();
    }

    private void onContext(Runnable action) {
        if (Vertx.currentContext() == context) {
            action.run();
        } else {
            context.runOnContext(ignored -> action.run());
        }
    }

    private void cancel(@Nullable Long timer) {
        if (timer != null) {
            context.owner().cancelTimer(timer);
        }
    }
}
