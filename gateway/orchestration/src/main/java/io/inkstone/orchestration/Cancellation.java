package io.inkstone.orchestration;

import io.inkstone.protocol.ApiException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells everyone who works for a request that nobody waits for its answer any more, and why: the client went away, or its
 * time is over. Thread-safe; cancels once.
 */
public final class Cancellation {

    private final Set<Registration> listeners = new LinkedHashSet<>();
    private @Nullable ApiException reason;
    private @Nullable Registration atParent;

    /** An action's place in the list; {@link #remove()} it when there is nothing left to cancel. */
    public final class Registration {
        private final Runnable action;

        private Registration(Runnable action) {
            this.action = action;
        }

        /** Forgets the action; without effect when it has run. */
        public void remove() {
            synchronized (Cancellation.this) {
                listeners.remove(this);
            }
        }
    }

    /** Runs the registered actions on this thread; without effect the second time. */
    public void cancel(ApiException why) {
        List<Registration> toRun;
        synchronized (this) {
            if (reason != null) {
                return;
            }
            reason = why;
            toRun = new ArrayList<>(listeners);
            listeners.clear();
        }
        toRun.forEach(registration -> registration.action.run());
    }

    /** The client closed its connection; nobody reads this error. */
    public static ApiException clientGone() {
        return ApiException.badRequest(499, "client_closed_request", "The client closed its connection.");
    }

    /** Why it was cancelled; empty while it is not. */
    public synchronized Optional<ApiException> reason() {
        return Optional.ofNullable(reason);
    }

    /** Whether it was cancelled. */
    public synchronized boolean isCancelled() {
        return reason != null;
    }

    /** Runs the action when this is cancelled; at once, on this thread, when it is already. */
    public Registration onCancel(Runnable action) {
        Registration registration = new Registration(action);
        synchronized (this) {
            if (reason == null) {
                listeners.add(registration);
                return registration;
            }
        }
        action.run();
        return registration;
    }

    /** A cancellation for a part of the work: cancelled with this one, or alone. */
    public Cancellation child() {
        Cancellation child = new Cancellation();
        Registration registration = onCancel(() -> child.cancel(reason().orElseThrow()));
        synchronized (child) {
            child.atParent = registration;
        }
        return child;
    }

    /** Lets go of the parent when the part of the work is done. */
    void detach() {
        Registration registration;
        synchronized (this) {
            registration = atParent;
        }
        if (registration != null) {
            registration.remove();
        }
    }
}
