package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.MultipartField;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.StreamResponse;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.batches.Batch;
import com.openai.models.batches.BatchCreateParams;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs do with OpenAI's own Java client. */
class OpenAiJavaClientIT {

    @TempDir
    static Path dataDir;

    static RunningGateway running;
    static OpenAIClient client;

    @BeforeAll
    static void start() throws Exception {
        running = new RunningGateway(dataDir);
        client = client(running.adminKey);
    }

    @AfterAll
    static void stop() {
        client.close();
        running.close();
    }

    @Test
    void lists_models() {
        assertThat(client.models().list().autoPager())
                .extracting(com.openai.models.models.Model::id)
                .contains(OpenAiServer.CHAT_MODEL);
        assertThat(client.models().retrieve(OpenAiServer.CHAT_MODEL).id()).isEqualTo(OpenAiServer.CHAT_MODEL);
    }

    @Test
    void chats_whole_and_as_a_stream() {
        assertThat(client.chat()
                        .completions()
                        .create(chat("say hello"))
                        .choices()
                        .get(0)
                        .message()
                        .content())
                .hasValue("hello");

        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(chat("say one two"))) {
            stream.stream().forEach(accumulator::accumulate);
        }
        assertThat(accumulator.chatCompletion().choices().get(0).message().content())
                .hasValue("one two");
    }

    @Test
    void has_a_tool_called_in_a_stream() {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(chat("call find_order {\"id\":7}"))) {
            stream.stream().forEach(accumulator::accumulate);
        }
        assertThat(accumulator
                        .chatCompletion()
                        .choices()
                        .get(0)
                        .message()
                        .toolCalls()
                        .orElseThrow()
                        .get(0)
                        .asFunction()
                        .function()
                        .arguments())
                .isEqualTo("{\"id\":7}");
    }

    @Test
    void responds_whole_and_as_a_stream() {
        assertThat(text(client.responses().create(response("say hello")))).isEqualTo("hello");

        ResponseAccumulator accumulator = ResponseAccumulator.create();
        try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(response("say one two"))) {
            stream.stream().forEach(accumulator::accumulate);
        }
        Response streamed = accumulator.response();
        assertThat(text(streamed)).isEqualTo("one two");
        assertThat(streamed.usage().orElseThrow().totalTokens()).isEqualTo(12);
        assertThat(streamed.validate()).isSameAs(streamed);
    }

    @Test
    void embeds() {
        EmbeddingCreateParams params =
                EmbeddingCreateParams.builder().model("vectors").input("dog").build();

        assertThat(client.embeddings().create(params).data().get(0).embedding()).containsExactly(0f, 1f);
    }

    @Test
    void keeps_files_and_runs_a_batch() throws Exception {
        String line = "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":"
                + RunningGateway.chat("say hello", false) + "}";
        FileObject file = client.files()
                .create(FileCreateParams.builder()
                        .purpose(FilePurpose.BATCH)
                        .file(MultipartField.<InputStream>builder()
                                .value(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)))
                                .filename("lines.jsonl")
                                .build())
                        .build());
        assertThat(file.validate().filename()).isEqualTo("lines.jsonl");
        Batch made = client.batches()
                .create(BatchCreateParams.builder()
                        .inputFileId(file.id())
                        .endpoint(BatchCreateParams.Endpoint.V1_CHAT_COMPLETIONS)
                        .completionWindow(BatchCreateParams.CompletionWindow._24H)
                        .build());

        Batch batch = Eventually.get(
                () -> client.batches().retrieve(made.id()), one -> one.status().equals(Batch.Status.COMPLETED));

        assertThat(batch.validate().requestCounts().orElseThrow().completed()).isEqualTo(1);
        try (HttpResponse content = client.files().content(batch.outputFileId().orElseThrow())) {
            assertThat(new String(content.body().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"content\":\"hello\"");
        }
    }

    @Test
    void tells_errors_apart() {
        assertThatThrownBy(() -> client.chat().completions().create(chat("fail 429")))
                .isInstanceOf(RateLimitException.class);
        assertThatThrownBy(() -> client.files().retrieve("file-of-nobody"))
                .isInstanceOfSatisfying(
                        NotFoundException.class, e -> assertThat(e.code()).hasValue("file_not_found"));
        OpenAIClient nobody = client("ink_nobody");
        assertThatThrownBy(() -> nobody.models().list()).isInstanceOf(UnauthorizedException.class);
        nobody.close();
    }

    private static OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(running.uri("/v1").toString())
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    private static ChatCompletionCreateParams chat(String order) {
        return ChatCompletionCreateParams.builder()
                .model("default")
                .addUserMessage(order)
                .build();
    }

    private static ResponseCreateParams response(String order) {
        return ResponseCreateParams.builder().model("default").input(order).build();
    }

    private static String text(Response response) {
        return response.output()
                .get(0)
                .asMessage()
                .content()
                .get(0)
                .asOutputText()
                .text();
    }
}
