package io.inkstone.connector;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;

/**
 * The models that an operation may ask. Every call is bound to the caller's tenant: its text passes the guardrails, its
 * tokens count toward the budget, and it is cancelled with the operation. Thread-safe.
 */
public interface Models {

    /** LangChain4j's chat model, and with it LangChain4j's AI services, tools and memory. */
    ChatModel chat();

    /** The same, streaming. */
    StreamingChatModel streamingChat();

    /**
     * Lets the model choose among what a grammar allows.
     *
     * @return text that the grammar accepts
     * @throws ConnectorException {@code model_unavailable} when no model can answer now, {@code nonconforming_answer}
     *     when the answer broke the grammar or ran into the token limit
     * @throws InterruptedException when the caller has gone away
     */
    String choose(ChooseRequest request) throws InterruptedException;

    /**
     * Fills the gap between two texts, as an editor's completion does. The text is read while it is written; the model is
     * stopped the moment that {@link FillRequest#enough()} says so, or that it throws.
     *
     * @throws ConnectorException {@code model_unavailable} when no model that can fill a gap can answer now,
     *     {@code content_filter} when the tenant's rails stopped the text
     * @throws InterruptedException when the caller has gone away
     */
    Filled fill(FillRequest request) throws InterruptedException;
}
