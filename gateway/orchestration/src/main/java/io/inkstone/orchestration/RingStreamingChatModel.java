package io.inkstone.orchestration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import io.inkstone.connector.ConnectorException;
import java.util.Optional;
import java.util.Set;

/**
 * LangChain4j's streaming chat model over the ring. Calls its handler on the thread that asked, which therefore waits
 * until the answer is complete: a connector's code never runs on an event loop.
 */
final class RingStreamingChatModel implements StreamingChatModel {

    private final RingModels models;

    RingStreamingChatModel(RingModels models) {
        this.models = models;
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        try {
            ChunkReader reader = models.openStream(ModelCall.Kind.CHAT, ChatMapping.toBody(request));
            read(reader, handler);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            handler.onError(e);
        } catch (ConnectorException e) {
            handler.onError(e);
        }
    }

    /** Reads to the end, or gives the stream up when the handler throws. */
    private static void read(ChunkReader reader, StreamingChatResponseHandler handler) throws InterruptedException {
        try {
            StreamedAnswer answer = new StreamedAnswer();
            PartialResponseContext context = new PartialResponseContext(new Handle(reader));
            for (Optional<ObjectNode> chunk = reader.next(); chunk.isPresent(); chunk = reader.next()) {
                String text = answer.add(chunk.get());
                if (!text.isEmpty()) {
                    handler.onPartialResponse(new PartialResponse(text), context);
                }
            }
            handler.onCompleteResponse(answer.toResponse());
        } finally {
            reader.cancel();
        }
    }

    @Override
    public Set<Capability> supportedCapabilities() {
        return Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
    }

    private record Handle(ChunkReader reader) implements StreamingHandle {
        @Override
        public void cancel() {
            reader.cancel();
        }

        @Override
        public boolean isCancelled() {
            return reader.isCancelled();
        }
    }
}
