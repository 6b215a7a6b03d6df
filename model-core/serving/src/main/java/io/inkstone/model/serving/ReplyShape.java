package io.inkstone.model.serving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Replies;
import io.inkstone.protocol.Usage;
import java.util.List;
import java.util.Optional;

/** OpenAI's two shapes of an answer, for one request. */
sealed interface ReplyShape {

    ObjectNode whole(List<Replies.Choice> choices, Usage usage);

    /** What a stream begins an answer with, if anything. */
    Optional<ObjectNode> start(int index);

    ObjectNode delta(int index, String text);

    ObjectNode end(int index, String finishReason);

    ObjectNode usage(Usage usage);

    /** A chat's. */
    record Chat(Replies.Head head) implements ReplyShape {
        @Override
        public ObjectNode whole(List<Replies.Choice> choices, Usage usage) {
            return Replies.chat(head, choices, usage);
        }

        @Override
        public Optional<ObjectNode> start(int index) {
            return Optional.of(Replies.chatStart(head, index));
        }

        @Override
        public ObjectNode delta(int index, String text) {
            return Replies.chatDelta(head, index, text);
        }

        @Override
        public ObjectNode end(int index, String finishReason) {
            return Replies.chatEnd(head, index, finishReason);
        }

        @Override
        public ObjectNode usage(Usage usage) {
            return Replies.chatUsage(head, usage);
        }
    }

    /** A completion's. */
    record Completion(Replies.Head head) implements ReplyShape {
        @Override
        public ObjectNode whole(List<Replies.Choice> choices, Usage usage) {
            return Replies.completion(head, choices, usage);
        }

        @Override
        public Optional<ObjectNode> start(int index) {
            return Optional.empty();
        }

        @Override
        public ObjectNode delta(int index, String text) {
            return Replies.completionDelta(head, index, text);
        }

        @Override
        public ObjectNode end(int index, String finishReason) {
            return Replies.completionEnd(head, index, finishReason);
        }

        @Override
        public ObjectNode usage(Usage usage) {
            return Replies.completionUsage(head, usage);
        }
    }
}
