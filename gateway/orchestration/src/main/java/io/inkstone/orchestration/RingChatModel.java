package io.inkstone.orchestration;

import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** LangChain4j's chat model over the ring. */
final class RingChatModel implements ChatModel {

    private final RingModels models;

    RingChatModel(RingModels models) {
        this.models = models;
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        try {
            return ChatMapping.toResponse(models.ask(ModelCall.Kind.CHAT, ChatMapping.toBody(request)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("nobody waits for the answer any more");
        }
    }

    @Override
    public Set<Capability> supportedCapabilities() {
        return Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
    }
}
