package io.inkstone.orchestration;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** Brings the outcome of work that several requests share back to the context of each of them. */
public final class OnContext {

    private OnContext() {}

    /** Completes as the shared future does, on the Vert.x context that calls this; without one, wherever it completes. */
    public static <T> Future<T> ofCaller(Future<T> shared) {
        Context context = Vertx.currentContext();
        if (context == null) {
            return shared;
        }
        Promise<T> promise = Promise.promise();
        shared.onComplete(done -> context.runOnContext(ignored -> promise.handle(done)));
        return promise.future();
    }
}
