package io.inkstone.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepliesTest {

    private static final Replies.Head HEAD = new Replies.Head("id-1", 17, "m");
    private static final Usage USAGE = new Usage(5, 2, 3);

    private static void assertJson(JsonNode actual, String expected) {
        assertThat(Json.write(actual)).isEqualTo(expected.replace('\'', '"'));
    }

    @Test
    void writes_a_chat() {
        assertJson(
                Replies.chat(HEAD, List.of(new Replies.Choice(0, "hi", Replies.STOP)), USAGE),
                "{'id':'id-1','object':'chat.completion','created':17,'model':'m','choices':[{'index':0,"
                        + "'message':{'role':'assistant','content':'hi'},'logprobs':null,'finish_reason':'stop'}],"
                        + "'usage':{'prompt_tokens':5,'completion_tokens':2,'total_tokens':7,'prompt_tokens_details':{'cached_tokens':3}}}");
    }

    @Test
    void writes_the_chunks_of_a_chat() {
        String start = "{'id':'id-1','object':'chat.completion.chunk','created':17,'model':'m','choices':[";
        assertJson(
                Replies.chatStart(HEAD, 1),
                start + "{'index':1,'logprobs':null,'finish_reason':null,'delta':{'role':'assistant','content':''}}]}");
        assertJson(
                Replies.chatDelta(HEAD, 1, "hi"),
                start + "{'index':1,'logprobs':null,'finish_reason':null,'delta':{'content':'hi'}}]}");
        assertJson(
                Replies.chatEnd(HEAD, 1, Replies.LENGTH),
                start + "{'index':1,'logprobs':null,'finish_reason':'length','delta':{}}]}");
        assertJson(
                Replies.chatUsage(HEAD, Usage.NONE),
                start + "],'usage':{'prompt_tokens':0,'completion_tokens':0,'total_tokens':0,"
                        + "'prompt_tokens_details':{'cached_tokens':0}}}");
    }

    @Test
    void writes_completions() {
        String start = "{'id':'id-1','object':'text_completion','created':17,'model':'m','choices':[";
        assertThat(Replies.completion(HEAD, List.of(new Replies.Choice(0, "x", Replies.STOP)), USAGE)
                        .at("/choices/0/text")
                        .asText())
                .isEqualTo("x");
        assertJson(
                Replies.completionDelta(HEAD, 0, "x"),
                start + "{'index':0,'logprobs':null,'finish_reason':null,'text':'x'}]}");
        assertJson(
                Replies.completionEnd(HEAD, 0, Replies.STOP),
                start + "{'index':0,'logprobs':null,'finish_reason':'stop','text':''}]}");
        assertThat(Replies.completionUsage(HEAD, USAGE)
                        .at("/usage/total_tokens")
                        .asInt())
                .isEqualTo(7);
    }

    @Test
    void writes_embeddings_in_numbers_and_in_base64() {
        List<float[]> vectors = List.of(new float[] {1, -0.5f});

        assertJson(
                Replies.embeddings("e", vectors, true, 4),
                "{'object':'list','data':[{'object':'embedding','index':0,'embedding':'AACAPwAAAL8='}],"
                        + "'model':'e','usage':{'prompt_tokens':4,'total_tokens':4}}");
        assertThat(Replies.embeddings("e", vectors, false, 4)
                        .at("/data/0/embedding")
                        .toString())
                .isEqualTo("[1.0,-0.5]");
    }

    @Test
    void writes_the_model_list() {
        assertJson(
                Replies.models(List.of(new Replies.Model("m", 17, "us"))),
                "{'object':'list','data':[{'id':'m','object':'model','created':17,'owned_by':'us'}]}");
    }

    @Test
    void heads_are_fresh() {
        assertThat(Replies.Head.chat("m").id())
                .startsWith("chatcmpl-")
                .isNotEqualTo(Replies.Head.chat("m").id());
        assertThat(Replies.Head.completion("m").id()).startsWith("cmpl-");
    }

    @Test
    void usage_adds_up_and_is_read_leniently() {
        assertThat(USAGE.plus(new Usage(1, 1, 1))).isEqualTo(new Usage(6, 3, 4));
        assertThat(Usage.fromJson(USAGE.toJson())).isEqualTo(USAGE);
        assertThat(Usage.fromJson(Json.parseObject("{\"prompt_tokens\":-1,\"completion_tokens\":\"x\"}")))
                .isEqualTo(Usage.NONE);
        assertThatThrownBy(() -> new Usage(1, 1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Usage(Integer.MAX_VALUE, 1, 0).totalTokens())
                .isInstanceOf(ArithmeticException.class);
    }
}
