package io.inkstone.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptTokensTest {

    private static final String LONG = "x".repeat(1000);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'messages':[{'role':'user','content':'LONG'}]}",
                "{'messages':[{'role':'user','content':[{'type':'text','text':'LONG'}]}]}",
                "{'messages':[{'role':'user','content':['LONG']}]}",
                "{'messages':[{'role':'tool','tool_call_id':'1','content':'LONG'}]}",
                "{'messages':[{'role':'tool','content':[{'type':'text','text':'LONG'}]}]}",
                "{'messages':[{'role':'user','name':'LONG','content':''}]}",
                "{'messages':[{'role':'assistant','reasoning_content':'LONG'}]}",
                "{'messages':[{'role':'assistant','tool_calls':[{'function':{'name':'f','arguments':'LONG'}}]}]}",
                "{'messages':[{'role':'assistant','function_call':{'name':'LONG'}}]}",
                "{'messages':[],'tools':[{'type':'function','function':{'name':'f','description':'LONG'}}]}",
                "{'messages':[],'tools':[{'function':{'parameters':{'properties':{'LONG':{}}}}}]}",
                "{'messages':[],'functions':[{'name':'LONG'}]}",
                "{'messages':[],'tool_choice':{'function':{'name':'LONG'}}}",
                "{'messages':[],'response_format':{'json_schema':{'schema':{'enum':['LONG']}}}}",
                "{'messages':[],'prediction':{'type':'content','content':'LONG'}}",
                "{'messages':[],'system':'LONG'}",
                "{'messages':[],'chat_template_kwargs':{'date':'LONG'}}",
                "{'messages':[],'a_field_of_tomorrow':['LONG']}",
                "{'prompt':'LONG','suffix':''}",
                "{'prompt':['LONG']}",
                "{'prompt':'','suffix':'LONG'}",
                "{'input':'LONG'}",
                "{'input':['a','LONG']}",
                "{'query':'a','documents':['LONG']}",
                "{'query':'a','documents':[{'text':'LONG'}]}",
            })
    void counts_every_field_that_can_reach_a_model(String body) {
        PromptTokens prompt = of(body);

        assertThat(prompt.most()).isGreaterThanOrEqualTo(1000);
        assertThat(prompt.unbounded()).isEmpty();
    }

    @Test
    void counts_a_list_of_tokens_by_its_length() {
        assertThat(of("{'prompt':[1,2,3,4]}").most()).isBetween(4L, 20L);
        assertThat(of("{'input':[[1,2],[3,4,5]]}").most()).isBetween(5L, 40L);
    }

    @Test
    void leaves_out_what_only_steers_the_answer() {
        long bare = of("{'prompt':'a'}").most();

        assertThat(of("{'prompt':'a','grammar':'LONG','stop':['LONG'],'user':'LONG','logit_bias':{'5':1}}")
                        .most())
                .isEqualTo(bare);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'http://x/y.png'}}]}]}",
                "{'messages':[{'role':'user','content':[{'type':'input_audio','input_audio':{'data':'AA'}}]}]}",
                "{'messages':[{'role':'user','content':[{'type':'a_type_of_tomorrow'}]}]}",
                "{'messages':[{'role':'assistant','audio':{'id':'a1'}}]}",
                "{'messages':[],'chat_template':'{{ messages * 1000 }}'}",
                "{'messages':[],'web_search_options':{}}",
                "{'messages':[],'tools':[{'type':'web_search'}]}",
                "{'input':'a','previous_response_id':'r1'}",
                "{'input':[{'image':'http://x/y.png'}]}",
                "{'prompt':{'id':'stored'}}",
            })
    void names_what_brings_in_more_than_the_request_holds(String body) {
        assertThat(of(body).unbounded()).isPresent();
    }

    @Test
    void counts_a_picture_by_what_is_set_for_the_model() {
        String picture = "{'type':'image_url','image_url':{'url':'data:image/png;base64,LONG'}}";
        ObjectNode body = json("{'messages':[{'role':'user','content':[" + picture + "," + picture + "]}]}");

        PromptTokens prompt = PromptTokens.of(body, new ModelLimits(Limits.NONE, 0, Optional.of(300L)));

        assertThat(prompt.unbounded()).isEmpty();
        assertThat(prompt.most()).isBetween(600L, 650L);
    }

    @Test
    void counts_what_a_template_adds() {
        long none = PromptTokens.of(json("{'messages':[]}"), new ModelLimits(Limits.NONE, 0, Optional.empty()))
                .most();
        long usual = of("{'messages':[]}").most();

        assertThat(usual - none).isEqualTo(32);
        assertThat(of("{'messages':[{'role':'user','content':''},{'role':'user','content':''}]}")
                                .most()
                        - usual)
                .isEqualTo(2 * (8 + 4));
    }

    /** The bound holds for what any tokenizer may see: the bytes of each normal form, and of each way to write JSON. */
    @Test
    void bounds_a_text_in_all_its_forms() {
        Random random = new Random(3);
        for (int i = 0; i < 3000; i++) {
            String text = randomText(random);
            for (Normalizer.Form form : Normalizer.Form.values()) {
                if (form == Normalizer.Form.NFC || form == Normalizer.Form.NFKC) {
                    String normal = Normalizer.normalize(text, form);
                    assertThat(TextTokens.mostOf(text)).as(text).isGreaterThanOrEqualTo(utf8(normal));
                }
            }
            assertThat(TextTokens.mostInJson(text))
                    .as(text)
                    .isGreaterThanOrEqualTo(
                            utf8(Json.write(Json.MAPPER.getNodeFactory().textNode(text))));
        }
        assertThat(TextTokens.mostOf("总计 sum")).isEqualTo(10);
        assertThat(TextTokens.mostOf("\uFDFA")).isEqualTo(33);
        assertThat(TextTokens.mostInJson("<a>")).isEqualTo(2 + 6 + 1 + 6);
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            int point = switch (random.nextInt(4)) {
                case 0 -> random.nextInt(0x80);
                case 1 -> 0x300 + random.nextInt(0x70);
                case 2 -> random.nextInt(0x10000);
                default -> random.nextInt(0x30000);
            };
            if (Character.isDefined(point) && !(point >= 0xD800 && point <= 0xDFFF)) {
                text.appendCodePoint(point);
            }
        }
        return text.toString();
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static PromptTokens of(String body) {
        return PromptTokens.of(json(body), ModelLimits.USUAL);
    }

    private static ObjectNode json(String body) {
        return Json.parseObject(body.replace("LONG", LONG).replace('\'', '"'));
    }
}
