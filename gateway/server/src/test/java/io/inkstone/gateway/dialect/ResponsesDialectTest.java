package io.inkstone.gateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesDialectTest {

    private final Dialect dialect = Dialect.responses();

    @Test
    void makes_a_chat_of_a_text() {
        ObjectNode chat = chat("""
                {"model":"m","input":"Hi","instructions":"Be brief.","max_output_tokens":9,"temperature":0.5,"top_p":0.9,
                 "user":"u","parallel_tool_calls":false,"reasoning":{"effort":"low"},"store":true,"metadata":{"a":"b"},
                 "stream":true}
                """);

        assertThat(chat).isEqualTo(Json.parseObject("""
                {"model":"m","temperature":0.5,"top_p":0.9,"user":"u","parallel_tool_calls":false,"max_tokens":9,
                 "reasoning_effort":"low","stream":true,"stream_options":{"include_usage":true},
                 "messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"}]}
                """));
    }

    @Test
    void makes_messages_of_items() {
        ObjectNode chat = chat("""
                {"model":"m","input":[
                 {"role":"developer","content":"D"},
                 {"type":"message","role":"user","content":[{"type":"input_text","text":"a"},{"type":"input_text","text":"b"}]},
                 {"type":"reasoning","id":"rs_1","summary":[]},
                 {"type":"message","role":"assistant","content":[{"type":"output_text","text":"Looking."}]},
                 {"type":"function_call","call_id":"c1","name":"f","arguments":"{\\"x\\":1}"},
                 {"type":"function_call","call_id":"c2","name":"g","arguments":"{}"},
                 {"type":"function_call_output","call_id":"c1","output":"one"},
                 {"type":"function_call_output","call_id":"c2","output":[{"type":"input_text","text":"two"}]},
                 {"role":"user","content":[{"type":"input_text","text":"See"},
                   {"type":"input_image","image_url":"data:image/png;base64,AA==","detail":"low"}]}]}
                """);

        assertThat(chat.path("messages")).isEqualTo(Json.parseObject("""
                {"messages":[
                 {"role":"system","content":"D"},
                 {"role":"user","content":"ab"},
                 {"role":"assistant","content":"Looking.","tool_calls":[
                  {"id":"c1","type":"function","function":{"name":"f","arguments":"{\\"x\\":1}"}},
                  {"id":"c2","type":"function","function":{"name":"g","arguments":"{}"}}]},
                 {"role":"tool","tool_call_id":"c1","content":"one"},
                 {"role":"tool","tool_call_id":"c2","content":"two"},
                 {"role":"user","content":[{"type":"text","text":"See"},
                  {"type":"image_url","image_url":{"url":"data:image/png;base64,AA==","detail":"low"}}]}]}
                """).path("messages"));
    }

    @Test
    void passes_tools_and_schemas_on() {
        ObjectNode chat = chat("""
                {"model":"m","input":"Hi","tools":[{"type":"function","name":"f","description":"d",
                 "parameters":{"type":"object"},"strict":true}],"tool_choice":{"type":"function","name":"f"},
                 "text":{"format":{"type":"json_schema","name":"n","schema":{"type":"object"},"strict":true}}}
                """);

        assertThat(chat.path("tools").toString())
                .isEqualTo("[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"d\","
                        + "\"parameters\":{\"type\":\"object\"},\"strict\":true}}]");
        assertThat(chat.path("tool_choice").toString())
                .isEqualTo("{\"type\":\"function\",\"function\":{\"name\":\"f\"}}");
        assertThat(chat.path("response_format").toString())
                .isEqualTo("{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":{\"type\":\"object\"},"
                        + "\"strict\":true}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'model':'m'} | missing_required_parameter | input",
                "{'input':[]} | invalid_value | input",
                "{'input':7} | invalid_type | input",
                "{'input':'a','max_output_tokens':0} | invalid_value | max_output_tokens",
                "{'input':['a']} | invalid_type | input[0]",
                "{'input':[{'role':'robot','content':'a'}]} | invalid_value | input[0].role",
                "{'input':[{'role':'user','content':[{'type':'input_file'}]}]} | unsupported_parameter | input[0].content[0].type",
                "{'input':[{'type':'item_reference','id':'x'}]} | unsupported_parameter | input[0].type",
                "{'input':'a','previous_response_id':'resp_1'} | unsupported_parameter | previous_response_id",
                "{'input':'a','conversation':'conv_1'} | unsupported_parameter | conversation",
                "{'input':'a','prompt':{'id':'p'}} | unsupported_parameter | prompt",
                "{'input':'a','background':true} | unsupported_parameter | background",
                "{'input':'a','tools':[{'type':'web_search'}]} | unsupported_parameter | tools[0].type",
                "{'input':'a','text':{'format':{'type':'xml'}}} | unsupported_parameter | text.format.type",
            })
    void refuses_what_it_cannot_say(String body, String code, String param) {
        assertThatThrownBy(() -> chat(body.replace('\'', '"'))).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.status()).isEqualTo(400);
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.param()).isEqualTo(param);
        });
    }

    @Test
    void answers_with_items() {
        ObjectNode answer = read("{\"model\":\"m\",\"input\":\"Hi\",\"instructions\":\"I\"}")
                .answer(Json.parseObject("""
                {"model":"m1","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant",
                 "reasoning_content":"hm","content":"Let me see.","tool_calls":[{"id":"c1","type":"function",
                 "function":{"name":"f","arguments":"{}"}}]}}],
                 "usage":{"prompt_tokens":9,"completion_tokens":4,"prompt_tokens_details":{"cached_tokens":2}}}
                """));

        assertThat(answer.path("object").asText()).isEqualTo("response");
        assertThat(answer.path("status").asText()).isEqualTo("completed");
        assertThat(answer.path("store").asBoolean(true)).isFalse();
        assertThat(answer.path("model").asText()).isEqualTo("m1");
        assertThat(answer.path("instructions").asText()).isEqualTo("I");
        assertThat(answer.path("output"))
                .extracting(item -> item.path("type").asText())
                .containsExactly("reasoning", "message", "function_call");
        assertThat(answer.at("/output/0/content/0/text").asText()).isEqualTo("hm");
        assertThat(answer.at("/output/1/content/0/text").asText()).isEqualTo("Let me see.");
        assertThat(answer.at("/output/2/call_id").asText()).isEqualTo("c1");
        assertThat(answer.at("/usage/input_tokens").asInt()).isEqualTo(9);
        assertThat(answer.at("/usage/input_tokens_details/cached_tokens").asInt())
                .isEqualTo(2);
        assertThat(answer.at("/usage/total_tokens").asInt()).isEqualTo(13);
    }

    @ParameterizedTest
    @CsvSource({"length,max_output_tokens", "content_filter,content_filter"})
    void says_why_an_answer_is_not_whole(String finishReason, String reason) {
        ObjectNode answer = read("{\"input\":\"Hi\"}")
                .answer(Json.parseObject("{\"model\":\"m\",\"choices\":[{\"finish_reason\":\"" + finishReason
                        + "\",\"message\":{\"content\":\"ha\"}}]}"));

        assertThat(answer.path("status").asText()).isEqualTo("incomplete");
        assertThat(answer.at("/incomplete_details/reason").asText()).isEqualTo(reason);
        assertThat(answer.at("/output/0/status").asText()).isEqualTo("incomplete");
    }

    @Test
    void streams_a_text() {
        Events events = stream()
                .delta("{\"role\":\"assistant\",\"content\":\"\"}")
                .delta("{\"content\":\"one \"}")
                .delta("{\"content\":\"two\"}")
                .finish("stop", "{}")
                .usage()
                .end();

        assertThat(events.names())
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
        for (int i = 0; i < events.all.size(); i++) {
            assertThat(events.all.get(i).data().path("sequence_number").asInt()).isEqualTo(i);
            assertThat(events.all.get(i).data().path("type").asText())
                    .isEqualTo(events.all.get(i).name());
        }
        assertThat(events.last().at("/response/output/0/content/0/text").asText())
                .isEqualTo("one two");
        assertThat(events.last().at("/response/usage/total_tokens").asInt()).isEqualTo(13);
    }

    @Test
    void streams_calls_of_tools_beside_a_text_whose_rest_comes_last() {
        Events events = stream()
                .delta("{\"content\":\"Let \"}")
                .delta(
                        "{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}")
                .delta("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"x\\\":\"}}]}")
                .delta("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"1}\"}}]}")
                .finish("tool_calls", "{\"content\":\"me see.\"}")
                .end();

        assertThat(events.joined("response.function_call_arguments.delta", "/delta"))
                .isEqualTo("{\"x\":1}");
        assertThat(events.joined("response.output_text.done", "/text")).isEqualTo("Let me see.");
        assertThat(events.last().at("/response/output"))
                .extracting(item -> item.path("type").asText())
                .containsExactly("message", "function_call");
        assertThat(events.last().at("/response/output/1/arguments").asText()).isEqualTo("{\"x\":1}");
    }

    @Test
    void says_that_a_stream_broke() {
        Events events =
                stream().delta("{\"content\":\"half\"}").failed(ApiException.unavailable("upstream_lost", "Lost.", 1));

        assertThat(events.last().path("type").asText()).isEqualTo("response.failed");
        assertThat(events.last().at("/response/error/code").asText()).isEqualTo("upstream_lost");
        assertThat(events.last().at("/response/status").asText()).isEqualTo("failed");
    }

    @Test
    void ends_a_stream_that_a_rail_stopped_as_incomplete() {
        Events events = stream()
                .delta("{\"content\":\"half\"}")
                .finish("content_filter", "{}")
                .failed(ApiException.invalidRequest("content_filter", null, "Stopped."));

        assertThat(events.last().path("type").asText()).isEqualTo("response.incomplete");
        assertThat(events.last().at("/response/incomplete_details/reason").asText())
                .isEqualTo("content_filter");
    }

    private Events stream() {
        return new Events(read("{\"input\":\"Hi\",\"stream\":true}").events());
    }

    private ObjectNode chat(String body) {
        return read(body).chat();
    }

    private Conversation read(String body) {
        return dialect.read(Json.parseObject(body));
    }
}
