package io.inkstone.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class GenerationRequestTest {

    private static final String MESSAGES = "'messages':[{'role':'user','content':'hi'}]";

    private static ObjectNode json(String text) {
        return Json.parseObject(text.replace('\'', '"'));
    }

    private static ChatRequest chat(String fields) {
        return ChatRequest.parse(json("{'model':'m'," + MESSAGES + (fields.isEmpty() ? "" : ",") + fields + "}"));
    }

    private static CompletionRequest completion(String fields) {
        return CompletionRequest.parse(
                json("{'model':'m','prompt':'p'" + (fields.isEmpty() ? "" : ",") + fields + "}"));
    }

    @Test
    void a_chat_has_openais_defaults() {
        ChatRequest request = chat("'temperature':null,'stop':null,'response_format':null");

        assertThat(request.model()).isEqualTo("m");
        assertThat(request.messages()).containsExactly(new ChatMessage("user", "hi"));
        assertThat(request.sampling()).isEqualTo(Sampling.defaults());
        assertThat(request.format()).isEqualTo(new OutputFormat.Text());
        assertThat(request.stream()).isFalse();
        assertThat(request.includeUsage()).isFalse();
        assertThat(request.continuousUsage()).isFalse();
        assertThat(request.maxTokens()).isEmpty();
        assertThat(request.stop()).isEmpty();
        assertThat(request.choices()).isEqualTo(1);
        assertThat(request.logprobs()).isFalse();
        assertThat(request.toolsGiven()).isFalse();
    }

    @Test
    void a_chat_is_read_whole_and_keeps_what_it_does_not_know() {
        ChatRequest request = chat("'temperature':0.5,'top_p':0.9,'top_k':40,'min_p':0.1,'presence_penalty':-2,"
                + "'frequency_penalty':2,'seed':-7,'logit_bias':{'12':-100,'0':1.5},'stream':true,"
                + "'stream_options':{'include_usage':true,'continuous_usage_stats':true},'max_tokens':5,'max_completion_tokens':9,'n':8,"
                + "'stop':['a','b'],'logprobs':true,'top_logprobs':2,'tools':[{}],'user':'u','other':{'x':1}");

        assertThat(request.sampling())
                .isEqualTo(new Sampling(0.5, 0.9, 40, 0.1, -2, 2, OptionalLong.of(-7), Map.of(12, -100.0, 0, 1.5)));
        assertThat(request.stream()).isTrue();
        assertThat(request.includeUsage()).isTrue();
        assertThat(request.continuousUsage()).isTrue();
        assertThat(request.maxTokens()).isEqualTo(OptionalInt.of(9));
        assertThat(request.choices()).isEqualTo(8);
        assertThat(request.stop()).containsExactly("a", "b");
        assertThat(request.logprobs()).isTrue();
        assertThat(request.toolsGiven()).isTrue();
        assertThat(request.json().at("/other/x").asInt()).isEqualTo(1);
    }

    @Test
    void messages_come_in_all_roles_and_in_parts() {
        ChatRequest request = ChatRequest.parse(json("{'model':'m','messages':["
                + "{'role':'developer','content':'be kind'},{'role':'user','content':[{'type':'text','text':'a'},"
                + "{'type':'text','text':''},{'type':'text','text':'b'}]},{'role':'assistant','tool_calls':[{}]},"
                + "{'role':'tool','content':'4'}]}"));

        assertThat(request.messages())
                .containsExactly(
                        new ChatMessage("system", "be kind"),
                        new ChatMessage("user", "ab"),
                        new ChatMessage("assistant", ""),
                        new ChatMessage("tool", "4"));
        assertThat(request.toolsGiven()).isTrue();
    }

    @Test
    void formats_are_read() {
        assertThat(chat("'response_format':{'type':'text'}").format()).isEqualTo(new OutputFormat.Text());
        assertThat(chat("'response_format':{'type':'json_object'}").format()).isEqualTo(new OutputFormat.JsonObject());
        assertThat(
                        chat("'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{'type':'object'}}}")
                                .format())
                .isEqualTo(new OutputFormat.JsonSchema("n", json("{'type':'object'}")));
        assertThat(chat("'grammar':'root ::= x'").format()).isEqualTo(new OutputFormat.GbnfText("root ::= x"));
        assertThat(completion("'grammar':'root ::= x'").format()).isEqualTo(new OutputFormat.GbnfText("root ::= x"));
    }

    @Test
    void a_completion_has_openais_defaults_and_its_suffix() {
        CompletionRequest request = completion("");
        CompletionRequest gap = CompletionRequest.parse(
                json("{'model':'m','prompt':['only'],'suffix':'','max_tokens':3,'logprobs':0,'stop':'x'}"));

        assertThat(request.prompt()).isEqualTo("p");
        assertThat(request.suffix()).isEmpty();
        assertThat(request.maxTokens()).isEqualTo(OptionalInt.of(16));
        assertThat(request.logprobs()).isFalse();
        assertThat(request.toolsGiven()).isFalse();
        assertThat(gap.prompt()).isEqualTo("only");
        assertThat(gap.suffix()).hasValue("");
        assertThat(gap.maxTokens()).isEqualTo(OptionalInt.of(3));
        assertThat(gap.logprobs()).isTrue();
        assertThat(gap.stop()).containsExactly("x");
    }

    private record Wrong(String fields, String code, String param) {}

    private static final List<Wrong> WRONGS = List.of(
            new Wrong("'model':''", "invalid_value", "model"),
            new Wrong("'model':7", "invalid_type", "model"),
            new Wrong("'model':null", "missing_required_parameter", "model"),
            new Wrong("'messages':null", "missing_required_parameter", "messages"),
            new Wrong("'messages':'hi'", "invalid_type", "messages"),
            new Wrong("'messages':[]", "invalid_value", "messages"),
            new Wrong("'messages':['hi']", "invalid_type", "messages[0]"),
            new Wrong("'messages':[{'content':'x'}]", "missing_required_parameter", "messages[0].role"),
            new Wrong("'messages':[{'role':'king','content':'x'}]", "invalid_value", "messages[0].role"),
            new Wrong("'messages':[{'role':'user'}]", "missing_required_parameter", "messages[0].content"),
            new Wrong("'messages':[{'role':'user','content':7}]", "invalid_type", "messages[0].content"),
            new Wrong("'messages':[{'role':'user','content':['x']}]", "invalid_type", "messages[0].content[0]"),
            new Wrong(
                    "'messages':[{'role':'user','content':[{'type':'image_url'}]}]",
                    "unsupported_parameter",
                    "messages[0].content[0].type"),
            new Wrong(
                    "'messages':[{'role':'user','content':[{'type':'text'}]}]",
                    "missing_required_parameter",
                    "messages[0].content[0].text"),
            new Wrong("'temperature':2.01", "invalid_value", "temperature"),
            new Wrong("'temperature':-1e-9", "invalid_value", "temperature"),
            new Wrong("'temperature':1e400", "invalid_value", "temperature"),
            new Wrong("'temperature':'NaN'", "invalid_type", "temperature"),
            new Wrong("'top_p':0", "invalid_value", "top_p"),
            new Wrong("'top_k':1001", "invalid_value", "top_k"),
            new Wrong("'top_k':1.5", "invalid_type", "top_k"),
            new Wrong("'min_p':1.1", "invalid_value", "min_p"),
            new Wrong("'presence_penalty':-2.1", "invalid_value", "presence_penalty"),
            new Wrong("'frequency_penalty':2.1", "invalid_value", "frequency_penalty"),
            new Wrong("'seed':1e3", "invalid_type", "seed"),
            new Wrong("'seed':99999999999999999999", "invalid_type", "seed"),
            new Wrong("'logit_bias':[]", "invalid_type", "logit_bias"),
            new Wrong("'logit_bias':{'x':1}", "invalid_value", "logit_bias"),
            new Wrong("'logit_bias':{'1':101}", "invalid_value", "logit_bias.1"),
            new Wrong("'stream':'yes'", "invalid_type", "stream"),
            new Wrong("'stream_options':{'include_usage':true}", "invalid_value", "stream_options"),
            new Wrong(
                    "'stream':true,'stream_options':{'include_usage':1}",
                    "invalid_type",
                    "stream_options.include_usage"),
            new Wrong("'max_tokens':0", "invalid_value", "max_tokens"),
            new Wrong("'max_completion_tokens':99999999999", "invalid_value", "max_completion_tokens"),
            new Wrong("'n':9", "invalid_value", "n"),
            new Wrong("'stop':''", "invalid_value", "stop"),
            new Wrong("'stop':[7]", "invalid_type", "stop[0]"),
            new Wrong("'stop':{}", "invalid_type", "stop"),
            new Wrong("'stop':[" + "'a',".repeat(16) + "'a']", "invalid_value", "stop"),
            new Wrong("'top_logprobs':21", "invalid_value", "top_logprobs"),
            new Wrong("'response_format':'json'", "invalid_type", "response_format"),
            new Wrong("'response_format':{'type':'xml'}", "invalid_value", "response_format.type"),
            new Wrong(
                    "'response_format':{'type':'json_schema'}",
                    "missing_required_parameter",
                    "response_format.json_schema"),
            new Wrong(
                    "'response_format':{'type':'json_schema','json_schema':{}}",
                    "missing_required_parameter",
                    "response_format.json_schema.schema"),
            new Wrong(
                    "'response_format':{'type':'json_schema','json_schema':{'schema':1}}",
                    "invalid_type",
                    "response_format.json_schema.schema"),
            new Wrong("'grammar':''", "invalid_value", "grammar"),
            new Wrong("'grammar':'x','response_format':{'type':'json_object'}", "invalid_value", "grammar"));

    @TestFactory
    Stream<DynamicTest> a_wrong_field_is_refused_by_name() {
        return WRONGS.stream()
                .map(wrong -> dynamicTest(
                        wrong.fields(), () -> assertRefused(() -> chat(wrong.fields()), wrong.code(), wrong.param())));
    }

    @Test
    void a_completion_refuses_what_it_cannot_do() {
        assertRefused(() -> completion("'echo':true"), "unsupported_parameter", "echo");
        assertRefused(() -> completion("'best_of':2"), "unsupported_parameter", "best_of");
        assertRefused(() -> completion("'prompt':['a','b']"), "invalid_type", "prompt");
        assertRefused(() -> completion("'prompt':[1,2]"), "invalid_type", "prompt");
        assertRefused(() -> completion("'suffix':1"), "invalid_type", "suffix");
        assertRefused(() -> completion("'logprobs':true"), "invalid_type", "logprobs");
    }

    private static void assertRefused(Runnable parse, String code, String param) {
        assertThatThrownBy(parse::run).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.status()).isEqualTo(400);
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.param()).isEqualTo(param);
            assertThat(e.getMessage()).contains("'" + param);
        });
    }

    @Test
    void bounds_what_can_be_sent() {
        String bias = Stream.iterate(0, i -> i + 1)
                .limit(301)
                .map(i -> "'" + i + "':1")
                .collect(Collectors.joining(","));
        String messages = "{'role':'user','content':'x'},".repeat(ChatRequest.MAX_MESSAGES);

        assertThatThrownBy(() -> chat("'logit_bias':{" + bias + "}")).hasMessageContaining("at most 300");
        assertThatThrownBy(() -> chat("'messages':[" + messages + "{'role':'user','content':'x'}]"))
                .hasMessageContaining("1 to 2048");
        assertThatThrownBy(() -> chat("'stop':'" + "x".repeat(257) + "'")).hasMessageContaining("1 to 256");
    }

    @Test
    void sampling_takes_no_number_that_an_engine_dies_of() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1}) {
            assertThatThrownBy(() -> new Sampling(bad, 1, 0, 0, 0, 0, OptionalLong.empty(), Map.of()))
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.param()).isEqualTo("temperature"));
        }
        assertThatThrownBy(() -> new Sampling(0, 1, 0, 0, 0, 0, OptionalLong.empty(), Map.of(1, Double.NaN)))
                .isInstanceOf(ApiException.class);
        assertThat(Sampling.greedy().temperature()).isZero();
    }
}
