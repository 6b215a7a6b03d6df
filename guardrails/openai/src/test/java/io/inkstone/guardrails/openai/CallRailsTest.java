package io.inkstone.guardrails.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.guardrails.Action;
import io.inkstone.guardrails.Guard;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.PolicyReader;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** With the rails that the library comes with. */
final class CallRailsTest {

    private static final String EMAIL = "mia.stone@example.org";
    private static final String PHONE = "13912345678";
    private static final byte[] KEY = new byte[32];

    private final RequestRails rails = rails("");

    @Test
    void hides_what_is_private_in_every_text_that_leaves() {
        ObjectNode body = json("""
                {"model":"mia.stone@example.org","temperature":0,
                 "messages":[{"role":"system","content":"Help MAIL."},
                   {"role":"user","content":[{"type":"text","text":"Write to MAIL, phone 13912345678."},
                     {"type":"image_url","image_url":{"url":"data:image/png;base64,MTM5MTIzNDU2Nzg="}}]},
                   {"role":"assistant","tool_calls":[{"id":"c1","type":"function",
                     "function":{"name":"send","arguments":"{\\"to\\":\\"MAIL\\"}"}}]},
                   {"role":"tool","tool_call_id":"c1","content":"sent to MAIL"}],
                 "tools":[{"type":"function","function":{"name":"send","description":"as MAIL",
                   "parameters":{"type":"object","properties":{"to":{"type":"string","enum":["MAIL"]}}}}}],
                 "response_format":{"type":"json_schema","json_schema":{"schema":{"enum":["MAIL"]}}},
                 "grammar":"root ::= \\"MAIL\\" | \\"nobody\\"","stop":["MAIL"]}
                """.replace("MAIL", EMAIL));

        ObjectNode hidden = CallRails.admit(body, Origin.USER, rails).body();
        String text = Json.write(hidden.deepCopy().without("model"));

        assertThat(text).doesNotContain(EMAIL, PHONE).contains("data:image/png;base64,MTM5MTIzNDU2Nzg=");
        assertThat(hidden.path("model").asText()).isEqualTo(EMAIL);
        String placeholder = hidden.path("stop").path(0).asText();
        assertThat(placeholder).matches("\\[EMAIL_\\w+]");
        assertThat(text.split(java.util.regex.Pattern.quote(placeholder), -1)).hasSize(10);
        assertThat(hidden.path("messages")
                        .path(2)
                        .path("tool_calls")
                        .path(0)
                        .path("type")
                        .asText())
                .isEqualTo("function");
        assertThat(rails.fired()).containsOnlyKeys("privacy");
        assertThat(rails.strongest()).isEqualTo(Action.REDACT);
    }

    @Test
    void leaves_a_body_as_it_is_that_holds_nothing_private() {
        ObjectNode body = json("{\"messages\":[{\"role\":\"user\",\"content\":\"Sum column B, please.\"}],\"n\":2}");

        assertThat(CallRails.admit(body, Origin.USER, rails).body()).isEqualTo(body);
    }

    @Test
    void reads_the_request_once_for_all_texts_of_its_answer() {
        RequestRails counting = rails("rails: {counting: {on: [model]}}");
        ObjectNode body = json("{\"messages\":[{\"role\":\"user\",\"content\":\"Hello.\"}]}");
        String choices = "{\"choices\":[{\"index\":0,\"PART\":{\"content\":\"a\",\"reasoning_content\":\"b\"}},"
                + "{\"index\":1,\"PART\":{\"content\":\"c\"}}]}";

        int before = CountingRail.GIVEN.get();
        CallRails.admit(body, Origin.USER, counting).rails().guardAnswer(json(choices.replace("PART", "message")));
        assertThat(CountingRail.GIVEN).hasValue(before + 1);

        GuardedChunks chunks =
                CallRails.admit(body, Origin.USER, counting).rails().guardChunks();
        chunks.chunk(json(choices.replace("PART", "delta")));
        chunks.chunk(json(choices.replace("PART", "delta")));
        assertThat(CountingRail.GIVEN).hasValue(before + 2);
    }

    @Test
    void brings_everything_back_in_every_choice_of_a_whole_answer() {
        CallRails.Admitted admitted = admitted("Write to " + EMAIL + " or " + PHONE);
        String content =
                admitted.body().path("messages").path(0).path("content").asText();
        ObjectNode answer = json("""
                {"choices":[{"index":0,"message":{"role":"assistant","content":"A: TEXT","reasoning_content":"TEXT"}},
                 {"index":1,"message":{"tool_calls":[{"function":{"name":"f","arguments":"{\\"a\\":\\"TEXT\\"}"}}]}},
                 {"index":2,"text":"TEXT"}]}
                """.replace("TEXT", content));

        admitted.rails().guardAnswer(answer);

        String restored = "Write to " + EMAIL + " or " + PHONE;
        assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("A: " + restored);
        assertThat(answer.at("/choices/0/message/reasoning_content").asText()).isEqualTo(restored);
        assertThat(answer.at("/choices/1/message/tool_calls/0/function/arguments")
                        .asText())
                .isEqualTo("{\"a\":\"" + restored + "\"}");
        assertThat(answer.at("/choices/2/text").asText()).isEqualTo(restored);
    }

    @Test
    void brings_everything_back_in_chunks_however_they_are_cut() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            CallRails.Admitted admitted = admitted("Write to " + EMAIL + " or " + PHONE + ".");
            String content =
                    admitted.body().path("messages").path(0).path("content").asText();
            GuardedChunks guarded = admitted.rails().guardChunks();
            StringBuilder first = new StringBuilder();
            StringBuilder second = new StringBuilder();
            for (ObjectNode chunk : chunks(content, random, seed % 2 == 0)) {
                collect(guarded.chunk(chunk), first, second);
            }
            guarded.end().ifPresent(rest -> collect(rest, first, second));

            assertThat(first.toString()).isEqualTo("Write to " + EMAIL + " or " + PHONE + ".");
            assertThat(second.toString()).isEqualTo("{\"a\":\"Write to " + EMAIL + " or " + PHONE + ".\"}");
            assertThat(guarded.stopped()).isEmpty();
        }
    }

    @Test
    void ends_a_stream_that_a_rail_stops_and_shows_nothing_of_it() {
        RequestRails blocking = rails("rails: {privacy: {on: [model], action: block}}");
        CallRails.Admitted admitted =
                CallRails.admit(json("{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"), Origin.USER, blocking);
        GuardedChunks guarded = admitted.rails().guardChunks();
        StringBuilder out = new StringBuilder();
        for (String piece : List.of("It is ", "mia.st", "one@exam", "ple.org", ", you know.")) {
            ObjectNode chunk = guarded.chunk(delta("content", piece, 0));
            out.append(chunk.at("/choices/0/delta/content").asText());
            if (guarded.stopped().isPresent()) {
                assertThat(chunk.at("/choices/0/finish_reason").asText()).isEqualTo("content_filter");
                break;
            }
        }
        assertThat(out.toString()).isEqualTo("It is ");
        assertThat(guarded.stopped())
                .hasValueSatisfying(e -> assertThat(e.code()).isEqualTo("content_filter"));
        assertThat(blocking.strongest()).isEqualTo(Action.BLOCK);
    }

    @Test
    void empties_a_whole_choice_that_a_rail_stops_and_keeps_the_others() {
        RequestRails blocking = rails("rails: {privacy: {on: [model], action: block}}");
        CallRails.Admitted admitted =
                CallRails.admit(json("{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"), Origin.USER, blocking);
        ObjectNode answer = json("""
                {"choices":[{"message":{"content":"ask mia.stone@example.org","reasoning_content":"hm"},
                  "logprobs":{"content":[]},"finish_reason":"stop"},
                 {"message":{"content":"no"},"finish_reason":"stop"}]}
                """);

        admitted.rails().guardAnswer(answer);

        assertThat(answer.path("choices").path(0).toString())
                .isEqualTo("{\"message\":{\"content\":\"\"},\"finish_reason\":\"content_filter\"}");
        assertThat(answer.at("/choices/1/message/content").asText()).isEqualTo("no");
    }

    @Test
    void lets_an_answer_say_what_a_grammar_allows_and_not_what_the_system_says() {
        String longOne =
                "the sum of the sales amount where the region is north and the order date is in the second quarter";
        ObjectNode chosen =
                json("{\"messages\":[{\"role\":\"user\",\"content\":\"Which one?\"}],\"grammar\":\"root ::= \\\""
                        + longOne + "\\\"\"}");
        ObjectNode told = json("{\"messages\":[{\"role\":\"system\",\"content\":\"" + longOne
                + "\"},{\"role\":\"user\",\"content\":\"Which one?\"}]}");

        assertThat(finish(chosen, longOne)).isEqualTo("stop");
        assertThat(finish(told, longOne)).isEqualTo("content_filter");
    }

    private String finish(ObjectNode body, String content) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.putArray("choices")
                .addObject()
                .put("finish_reason", "stop")
                .putObject("message")
                .put("content", content);
        CallRails.admit(body, Origin.USER, rails).rails().guardAnswer(answer);
        return answer.at("/choices/0/finish_reason").asText();
    }

    @Test
    void stops_or_asks_before_anything_leaves() {
        ObjectNode body = json("{\"messages\":[{\"role\":\"user\",\"content\":\"mail " + EMAIL + "\"}]}");
        String policy = "rails: {privacy: {on: [user], action: ACTION}}";

        assertThatThrownBy(() -> CallRails.admit(body, Origin.USER, rails(policy.replace("ACTION", "block"))))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo("content_filter"))
                .hasMessageNotContaining(EMAIL);
        assertThatThrownBy(() -> CallRails.admit(body, Origin.USER, rails(policy.replace("ACTION", "ask"))))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo("confirmation_required"));
        Guard asking =
                PolicyReader.standard().read(policy.replace("ACTION", "ask")).guard("");
        assertThat(CallRails.admit(body, Origin.USER, new RequestRails(asking, KEY, Set.of("privacy")))
                        .body())
                .isEqualTo(body);
    }

    private static List<ObjectNode> chunks(String text, Random random, boolean finished) {
        String arguments = "{\"a\":\"" + text + "\"}";
        List<ObjectNode> chunks = new ArrayList<>();
        int content = 0;
        int tool = 0;
        while (content < text.length() || tool < arguments.length()) {
            if (content < text.length() && (tool == arguments.length() || random.nextBoolean())) {
                int next = Math.min(text.length(), content + 1 + random.nextInt(6));
                chunks.add(delta("content", text.substring(content, next), 0));
                content = next;
            } else {
                int next = Math.min(arguments.length(), tool + 1 + random.nextInt(6));
                ObjectNode chunk = delta("role", "assistant", 1);
                ((ObjectNode) chunk.at("/choices/0/delta"))
                        .putArray("tool_calls")
                        .addObject()
                        .put("index", 0)
                        .putObject("function")
                        .put("arguments", arguments.substring(tool, next));
                chunks.add(chunk);
                tool = next;
            }
        }
        if (finished) {
            for (int index = 0; index < 2; index++) {
                ObjectNode end = delta("role", "assistant", index);
                ((ObjectNode) end.at("/choices/0")).put("finish_reason", "stop").putObject("delta");
                chunks.add(end);
            }
        }
        return chunks;
    }

    private static ObjectNode delta(String name, String value, int index) {
        ObjectNode chunk = Json.MAPPER.createObjectNode().put("id", "x");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", index);
        choice.putObject("delta").put(name, value);
        return chunk;
    }

    private static void collect(ObjectNode chunk, StringBuilder content, StringBuilder arguments) {
        for (JsonNode choice : chunk.path("choices")) {
            content.append(choice.at("/delta/content").asText(""));
            choice.at("/delta/tool_calls")
                    .forEach(tool ->
                            arguments.append(tool.at("/function/arguments").asText("")));
        }
    }

    private CallRails.Admitted admitted(String content) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.putArray("messages").addObject().put("role", "user").put("content", content);
        return CallRails.admit(body, Origin.USER, rails);
    }

    private static RequestRails rails(String policy) {
        return new RequestRails(PolicyReader.standard().read(policy).guard(""), KEY, Set.of());
    }

    private static ObjectNode json(String text) {
        return Json.parseObject(text);
    }
}
