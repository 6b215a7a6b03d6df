package io.inkstone.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ProtocolContract.Ability;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of streamed chats. */
interface StreamContract extends ContractPart {

    /** Long in tokens, whatever the model would like to say. */
    String LONG = "root ::= line{1000}\nline ::= [a-z] [a-z ]{20} \"\\n\"\n";

    default List<JsonNode> streamChat(ObjectNode request) {
        return client().stream("/v1/chat/completions", request.put("stream", true));
    }

    /** The text of one choice of a chat's stream. */
    private static String text(List<JsonNode> chunks, int index) {
        StringBuilder text = new StringBuilder();
        for (JsonNode chunk : chunks) {
            for (JsonNode choice : chunk.path("choices")) {
                if (choice.path("index").asInt() == index) {
                    text.append(choice.at("/delta/content").asText(""));
                }
            }
        }
        return text.toString();
    }

    private static List<String> finishReasons(List<JsonNode> chunks) {
        return chunks.stream()
                .flatMap(chunk -> chunk.findValuesAsText("finish_reason").stream())
                .filter(reason -> !reason.equals("null"))
                .toList();
    }

    @Test
    default void streams_a_chat_in_the_same_words() {
        ObjectNode request = chat("Name a colour.");
        JsonNode whole = answerChat(request);
        List<JsonNode> chunks = streamChat(request);

        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(chunk.path("object").asText()).isEqualTo("chat.completion.chunk");
            assertThat(chunk.path("model").asText()).isEqualTo(target().chatModel());
            assertThat(chunk.path("id")).isEqualTo(chunks.get(0).path("id"));
            assertThat(chunk.path("choices")).hasSize(1);
        });
        assertThat(chunks.get(0).at("/choices/0/delta/role").asText()).isEqualTo("assistant");
        assertThat(text(chunks, 0)).isEqualTo(ContractPart.content(whole));
        assertThat(finishReasons(chunks))
                .containsExactly(whole.at("/choices/0/finish_reason").asText());
        assertThat(finishReasons(chunks.subList(chunks.size() - 1, chunks.size())))
                .hasSize(1);
    }

    @Test
    default void ends_a_stream_with_the_usage_where_asked() {
        ObjectNode request = chat("Name a colour.");
        JsonNode usage = answerChat(request).path("usage");
        request.putObject("stream_options").put("include_usage", true);
        List<JsonNode> chunks = streamChat(request);

        JsonNode last = chunks.get(chunks.size() - 1);
        assertThat(last.path("choices").isArray()).isTrue();
        assertThat(last.path("choices")).isEmpty();
        for (String count : List.of("prompt_tokens", "completion_tokens", "total_tokens")) {
            assertThat(last.at("/usage/" + count).asInt())
                    .isEqualTo(usage.path(count).asInt());
        }
        assertThat(chunks.subList(0, chunks.size() - 1))
                .allMatch(chunk -> chunk.path("usage").isMissingNode()
                        || chunk.path("usage").isNull());
    }

    @Test
    default void streams_each_choice_under_its_index() {
        assumeGrammar();
        List<JsonNode> chunks =
                streamChat(chatUnder("root ::= \"red\" | \"green\"").put("n", 2).put("temperature", 1));

        assertThat(List.of(text(chunks, 0), text(chunks, 1))).isSubsetOf("red", "green");
        assertThat(finishReasons(chunks)).containsExactly(Replies.STOP, Replies.STOP);
    }

    @Test
    default void never_breaks_a_character_while_streaming() {
        assumeGrammar();
        String text = "砚台，中文与表情：😀👩‍👩‍👧‍👦 naïve 𠮷野家";
        ObjectNode request = chatUnder("root ::= " + Gbnf.quote(text));
        List<JsonNode> chunks = streamChat(request);

        assertThat(text(chunks, 0)).isEqualTo(text);
        assertThat(chunks).noneMatch(chunk -> chunk.toString().contains("\uFFFD"));
        assertThat(ContractPart.content(answerChat(request.put("stream", false))))
                .isEqualTo(text);
    }

    @Test
    default void ends_at_a_stop_string_and_never_shows_it() {
        assumeGrammar();
        ObjectNode request = chatUnder("root ::= \"one two three four\"");
        request.putArray("stop").add("never").add(" three");
        JsonNode whole = answerChat(request);
        List<JsonNode> chunks = streamChat(request);

        assertThat(ContractPart.content(whole)).isEqualTo("one two");
        assertThat(whole.at("/choices/0/finish_reason").asText()).isEqualTo(Replies.STOP);
        assertThat(text(chunks, 0)).isEqualTo("one two");
        assertThat(finishReasons(chunks)).containsExactly(Replies.STOP);
    }

    @Test
    default void keeps_what_only_looked_like_a_stop_string() {
        assumeGrammar();
        ObjectNode request = chatUnder("root ::= \"one two three\"").put("stop", "threefold");

        assertThat(text(streamChat(request), 0)).isEqualTo("one two three");
    }

    @Test
    default void refuses_a_stream_before_it_begins() {
        ObjectNode request = chat("Hi.").put("stream", true).put("model", "no-such-model");

        ContractPart.assertError(client().post("/v1/chat/completions", request), 404, "model_not_found");
    }

    /** Three clients go away; the next one must not wait for what they would have got. */
    @Test
    default void frees_the_engine_when_a_client_goes_away() {
        ObjectNode request = target().can(Ability.GRAMMAR) ? chatUnder(LONG) : chat("Tell a very long story.");
        request.put("max_tokens", 1000).put("stream", true);
        long nanosForEight = 0;
        for (int i = 0; i < 3; i++) {
            try (ContractClient.Stream stream = client().open("/v1/chat/completions", request)) {
                stream.next();
                stream.next();
                long start = System.nanoTime();
                for (int event = 0; event < 8; event++) {
                    assertThat(stream.next()).isPresent();
                }
                nanosForEight = System.nanoTime() - start;
            }
        }
        long start = System.nanoTime();
        answerChat(chat("Hi.").put("max_tokens", 1));
        Duration waited = Duration.ofNanos(System.nanoTime() - start);

        Duration abandoned = Duration.ofNanos(nanosForEight / 8 * 1000);
        assertThat(waited).isLessThan(abandoned.dividedBy(3).plusSeconds(3));
    }
}
