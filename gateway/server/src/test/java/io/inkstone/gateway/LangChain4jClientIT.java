package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiResponsesChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What LangChain4j programs do that are pointed at the gateway instead of OpenAI. */
class LangChain4jClientIT {

    private static final ToolSpecification TOOL = ToolSpecification.builder()
            .name("find_order")
            .description("Finds an order.")
            .build();

    @TempDir
    static Path dataDir;

    static RunningGateway running;

    @BeforeAll
    static void start() throws Exception {
        running = new RunningGateway(dataDir);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void chats() {
        ChatResponse response = model().chat(UserMessage.from("say hello"));

        assertThat(response.aiMessage().text()).isEqualTo("hello");
        assertThat(response.tokenUsage().totalTokenCount()).isEqualTo(12);
    }

    @Test
    void has_a_tool_called_and_goes_on_with_its_result() {
        UserMessage asked = UserMessage.from("call find_order {\"id\":7}");
        AiMessage called = model().chat(ChatRequest.builder()
                        .messages(asked)
                        .toolSpecifications(TOOL)
                        .build())
                .aiMessage();
        assertThat(called.toolExecutionRequests().get(0).arguments()).isEqualTo("{\"id\":7}");

        ToolExecutionResultMessage result =
                ToolExecutionResultMessage.from(called.toolExecutionRequests().get(0), "say shipped");

        assertThat(model().chat(List.of(asked, called, result)).aiMessage().text())
                .isEqualTo("shipped");
    }

    @Test
    void streams() throws Exception {
        OpenAiStreamingChatModel model = OpenAiStreamingChatModel.builder()
                .baseUrl(base())
                .apiKey(running.adminKey)
                .modelName("default")
                .build();
        StringBuilder pieces = new StringBuilder();
        CompletableFuture<ChatResponse> whole = new CompletableFuture<>();

        model.chat("say one two", new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String piece) {
                pieces.append(piece);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                whole.complete(response);
            }

            @Override
            public void onError(Throwable error) {
                whole.completeExceptionally(error);
            }
        });

        assertThat(whole.get(20, TimeUnit.SECONDS).aiMessage().text()).isEqualTo("one two");
        assertThat(pieces.toString()).isEqualTo("one two");
        assertThat(whole.get().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(whole.get().tokenUsage().totalTokenCount()).isEqualTo(12);
    }

    @Test
    void speaks_responses() {
        ChatModel model = OpenAiResponsesChatModel.builder()
                .baseUrl(base())
                .apiKey(running.adminKey)
                .modelName("default")
                .build();

        assertThat(model.chat("say hello")).isEqualTo("hello");
    }

    @Test
    void embeds() {
        OpenAiEmbeddingModel model = OpenAiEmbeddingModel.builder()
                .baseUrl(base())
                .apiKey(running.adminKey)
                .modelName("vectors")
                .build();

        assertThat(model.embed("dog").content().vector()).containsExactly(0f, 1f);
    }

    @Test
    void understands_that_it_asks_too_much() {
        assertThatThrownBy(() -> model().chat("fail 429")).isInstanceOf(RateLimitException.class);
    }

    private static OpenAiChatModel model() {
        return OpenAiChatModel.builder()
                .baseUrl(base())
                .apiKey(running.adminKey)
                .modelName("default")
                .maxRetries(0)
                .build();
    }

    private static String base() {
        return running.uri("/v1").toString();
    }
}
