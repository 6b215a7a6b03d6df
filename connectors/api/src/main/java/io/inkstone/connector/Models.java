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
     * Fills the gap between two texts, as an editor's completion does.
     *
     * @param prefix the text before the gap
     * @param suffix the text after it; may be empty
     * @param maxTokens the most tokens to write, at least 1
     * @return the text of the gap; may be empty
     * @throws ConnectorException {@code model_unavailable} when no model that can fill a gap can answer now
     * @throws InterruptedException when the caller has gone away
     */
    String fill(String prefix, String suffix, int maxTokens) throws InterruptedException;
}
