package io.inkstone.gateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesDialectTest {

    private final Dialect dialect = Dialect.messages();

    @Test
    void makes_a_chat_of_a_message() {
        ObjectNode chat = chat("""
                {"model":"m","max_tokens":9,"system":[{"type":"text","text":"Be "},{"type":"text","text":"brief."}],
                 "temperature":0.5,"top_p":0.9,"top_k":5,"stop_sequences":["END"],"metadata":{"user_id":"u"},"stream":true,
                 "thinking":{"type":"disabled"},"messages":[{"role":"user","content":"Hi"}]}
                """);

        assertThat(chat).isEqualTo(Json.parseObject("""
                {"model":"m","max_tokens":9,"temperature":0.5,"top_p":0.9,"top_k":5,"stop":["END"],"user":"u",
                 "stream":true,"stream_options":{"include_usage":true},
                 "messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"}]}
                """));
    }

    @Test
    void makes_messages_of_blocks() {
        ObjectNode chat = chat("""
                {"model":"m","max_tokens":9,"messages":[
                 {"role":"user","content":[{"type":"text","text":"See"},{"type":"image","source":
                   {"type":"base64","media_type":"image/png","data":"AA=="}}]},
                 {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":""},
                   {"type":"text","text":"Looking."},{"type":"tool_use","id":"t1","name":"f","input":{"x":1}}]},
                 {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":[{"type":"text","text":"one"}]},
                   {"type":"text","text":"And now?"}]},
                 {"role":"assistant","content":[{"type":"tool_use","id":"t2","name":"g","input":{}}]},
                 {"role":"user","content":[{"type":"tool_result","tool_use_id":"t2"}]}]}
                """);

        assertThat(chat.path("messages")).isEqualTo(Json.parseObject("""
                {"messages":[
                 {"role":"user","content":[{"type":"text","text":"See"},
                  {"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="}}]},
                 {"role":"assistant","content":"Looking.","tool_calls":[
                  {"id":"t1","type":"function","function":{"name":"f","arguments":"{\\"x\\":1}"}}]},
                 {"role":"tool","tool_call_id":"t1","content":"one"},
                 {"role":"user","content":"And now?"},
                 {"role":"assistant","content":"","tool_calls":[
                  {"id":"t2","type":"function","function":{"name":"g","arguments":"{}"}}]},
                 {"role":"tool","tool_call_id":"t2","content":""}]}
                """).path("messages"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'auto'} | \"auto\"",
                "{'type':'any'} | \"required\"",
                "{'type':'none'} | \"none\"",
                "{'type':'tool','name':'f'} | {\"type\":\"function\",\"function\":{\"name\":\"f\"}}",
            })
    void passes_tools_on(String choice, String expected) {
        ObjectNode chat =
                chat(("{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'Hi'}],'tools':[{'name':"
                                + "'f','description':'d','input_schema':{'type':'object'}}],'tool_choice':" + choice
                                + "}")
                        .replace('\'', '"'));

        assertThat(chat.path("tools").toString())
                .isEqualTo("[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"d\","
                        + "\"parameters\":{\"type\":\"object\"}}}]");
        assertThat(chat.path("tool_choice").toString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'messages':[]} | missing_required_parameter | max_tokens",
                "{'max_tokens':'many'} | invalid_type | max_tokens",
                "{'max_tokens':1} | missing_required_parameter | messages",
                "{'max_tokens':1,'messages':[]} | invalid_value | messages",
                "{'max_tokens':1,'messages':[7]} | invalid_type | messages[0]",
                "{'max_tokens':1,'messages':[{'role':'tool','content':'a'}]} | invalid_value | messages[0].role",
                "{'max_tokens':1,'messages':[{'role':'user','content':[{'type':'search_result'}]}]} | unsupported_parameter | messages[0].content[0].type",
                "{'max_tokens':1,'messages':[{'role':'user','content':[{'type':'document','source':{'type':'url'}}]}]} | unsupported_parameter | messages[0].content[0].source.type",
                "{'max_tokens':1,'tools':[{'type':'bash_20250124','name':'bash'}]} | unsupported_parameter | tools[0].type",
                "{'max_tokens':1,'container':'c'} | unsupported_parameter | container",
                "{'max_tokens':1,'mcp_servers':[{}]} | unsupported_parameter | mcp_servers",
            })
    void refuses_what_it_cannot_say(String body, String code, String param) {
        assertThatThrownBy(() -> chat(body.replace('\'', '"'))).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.status()).isEqualTo(400);
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.param()).isEqualTo(param);
        });
    }

    @Test
    void answers_with_blocks() {
        ObjectNode answer = answer(
                "tool_calls",
                "{\"content\":\"Let me see.\",\"tool_calls\":[{\"id\":\"t1\",\"function\":{\"name\":\"f\",\"arguments\":"
                        + "\"{\\\"x\\\":1}\"}}]}");

        assertThat(answer.path("type").asText()).isEqualTo("message");
        assertThat(answer.path("content").findValuesAsText("type")).containsExactly("text", "tool_use");
        assertThat(answer.at("/content/1/input/x").asInt()).isEqualTo(1);
        assertThat(answer.path("stop_reason").asText()).isEqualTo("tool_use");
        assertThat(answer.path("usage").toString())
                .isEqualTo("{\"input_tokens\":7,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":2,"
                        + "\"output_tokens\":4}");
    }

    @ParameterizedTest
    @CsvSource({"stop,end_turn", "length,max_tokens", "content_filter,refusal", "tool_calls,tool_use"})
    void says_why_an_answer_ended(String finishReason, String stopReason) {
        assertThat(answer(finishReason, "{\"content\":\"a\"}")
                        .path("stop_reason")
                        .asText())
                .isEqualTo(stopReason);
    }

    @Test
    void does_not_pass_arguments_off_as_an_object_that_they_are_not() {
        assertThatThrownBy(() -> answer(
                        "tool_calls",
                        "{\"tool_calls\":[{\"id\":\"t1\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}]}"))
                .isInstanceOfSatisfying(ApiException.class, e -> {
                    assertThat(e.status()).isEqualTo(502);
                    assertThat(e.code()).isEqualTo("bad_tool_arguments");
                });
    }

    @Test
    void streams_a_text() {
        Events events = stream()
                .delta("{\"role\":\"assistant\",\"content\":\"\"}")
                .delta("{\"content\":\"one \"}")
                .delta("{\"content\":\"two\"}")
                .finish("length", "{}")
                .usage()
                .end();

        assertThat(events.names())
                .containsExactly(
                        "message_start",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta",
                        "message_stop");
        assertThat(events.joined("content_block_delta", "/delta/text")).isEqualTo("one two");
        assertThat(events.joined("message_delta", "/delta/stop_reason")).isEqualTo("max_tokens");
        assertThat(events.joined("message_delta", "/usage/output_tokens")).isEqualTo("4");
    }

    @Test
    void streams_one_block_after_the_other_though_the_rest_of_a_text_comes_last() {
        Events events = stream()
                .delta("{\"content\":\"Let \"}")
                .delta(
                        "{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}")
                .delta("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"x\\\":1}\"}}]}")
                .finish("tool_calls", "{\"content\":\"me see.\"}")
                .end();

        assertThat(events.names())
                .containsExactly(
                        "message_start",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_stop",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta",
                        "message_stop");
        assertThat(events.joined("content_block_delta", "/delta/text")).isEqualTo("Let me see.");
        assertThat(events.joined("content_block_delta", "/delta/partial_json")).isEqualTo("{\"x\":1}");
    }

    @Test
    void says_that_a_stream_broke() {
        Events events =
                stream().delta("{\"content\":\"half\"}").failed(ApiException.unavailable("upstream_lost", "Lost.", 1));

        assertThat(events.names()).endsWith("error");
        assertThat(events.last().at("/error/type").asText()).isEqualTo("overloaded_error");
    }

    @Test
    void ends_a_stream_that_a_rail_stopped_with_a_refusal() {
        Events events = stream()
                .delta("{\"content\":\"half\"}")
                .finish("content_filter", "{}")
                .failed(ApiException.invalidRequest("content_filter", null, "Stopped."));

        assertThat(events.joined("message_delta", "/delta/stop_reason")).isEqualTo("refusal");
        assertThat(events.names()).endsWith("message_stop");
    }

    @ParameterizedTest
    @CsvSource({
        "400,invalid_request_error",
        "401,authentication_error",
        "403,permission_error",
        "404,not_found_error",
        "413,request_too_large",
        "422,invalid_request_error",
        "429,rate_limit_error",
        "500,api_error",
        "502,api_error",
        "503,overloaded_error",
        "504,timeout_error"
    })
    void writes_errors_as_anthropic_does(int status, String type) {
        ObjectNode body = dialect.error(ApiException.reported(status, "t", "the_code", null, "Why.", 0), "r-1");

        assertThat(body.toString())
                .isEqualTo("{\"type\":\"error\",\"error\":{\"type\":\"" + type
                        + "\",\"message\":\"Why.\",\"code\":\"the_code\"},\"request_id\":\"r-1\"}");
    }

    private ObjectNode answer(String finishReason, String message) {
        return dialect.read(
                        Json.parseObject("{\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"))
                .answer(Json.parseObject("{\"model\":\"m\",\"choices\":[{\"finish_reason\":\"" + finishReason
                        + "\",\"message\":" + message + "}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4,"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":2}}}"));
    }

    private Events stream() {
        return new Events(dialect.read(
                        Json.parseObject("{\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"))
                .events());
    }

    private ObjectNode chat(String body) {
        return dialect.read(Json.parseObject(body)).chat();
    }
}
