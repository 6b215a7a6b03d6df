package io.inkstone.orchestration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.streams.ReadStream;

/** What a model answers: the whole at once, or a stream of chunks. */
public sealed interface ModelReply {

    /** The name of the upstream that answers. */
    String upstream();

    /** The whole answer. */
    record Whole(ObjectNode json, String upstream) implements ModelReply {}

    /**
     * An answer that is still coming. The stream starts paused: set its handlers, then resume it or fetch from it, on the
     * context that made the call. A failure is always an {@link io.inkstone.protocol.ApiException}.
     */
    record Chunks(ReadStream<ObjectNode> stream, String upstream) implements ModelReply {

        /** The same answer, seen through something. */
        Chunks over(ReadStream<ObjectNode> seen) {
            return new Chunks(seen, upstream);
        }
    }
}
