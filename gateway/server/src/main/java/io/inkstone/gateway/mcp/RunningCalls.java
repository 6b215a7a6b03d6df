package io.inkstone.gateway.mcp;

import io.inkstone.orchestration.Caller;
import io.inkstone.orchestration.Cancellation;
import io.inkstone.protocol.ApiException;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tool calls that run in this process, so that another request of the same client can end them. Holds nothing of a
 * session beyond its running calls. Thread-safe.
 */
final class RunningCalls {

    /** What a call that its client ended fails with. */
    static final String CANCELLED = "request_cancelled";

    /**
     * How a client names one of its calls.
     *
     * @param session as the client sent it; empty when it has none
     * @param id of the JSON-RPC request, as JSON
     */
    record Key(String tenant, String keyId, String session, String id) {
        Key(Caller caller, String session, String id) {
            this(caller.tenant(), caller.keyId(), session, id);
        }

        boolean isOf(Caller caller, String ofSession) {
            return equals(new Key(caller, ofSession, id));
        }
    }

    /** A call, and the context that it may be touched on. */
    record Call(Cancellation cancellation, Context context) {

        void cancel() {
            context.runOnContext(ignored ->
                    cancellation.cancel(ApiException.badRequest(499, CANCELLED, "The client cancelled the request.")));
        }
    }

    private final Map<Key, List<Call>> running = new ConcurrentHashMap<>();

    void enter(Key key, Call call) {
        running.merge(key, List.of(call), RunningCalls::joined);
    }

    void leave(Key key, Call call) {
        running.computeIfPresent(key, (same, calls) -> {
            List<Call> left = new ArrayList<>(calls);
            left.remove(call);
            return left.isEmpty() ? null : left;
        });
    }

    /** Ends a call, if it is clear which one is meant: clients without a session may use the same identifier at one time. */
    void cancel(Key key) {
        Optional.ofNullable(running.get(key))
                .filter(calls -> calls.size() == 1)
                .ifPresent(calls -> calls.get(0).cancel());
    }

    /** Ends all calls of a session. */
    void cancelAll(Caller caller, String session) {
        running.forEach((key, calls) -> {
            if (key.isOf(caller, session)) {
                calls.forEach(Call::cancel);
            }
        });
    }

    private static List<Call> joined(List<Call> some, List<Call> more) {
        List<Call> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }
}
