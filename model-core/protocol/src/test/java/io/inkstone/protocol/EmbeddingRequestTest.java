package io.inkstone.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class EmbeddingRequestTest {

    private static EmbeddingRequest parse(String text) {
        return EmbeddingRequest.parse(Json.parseObject(text.replace('\'', '"')));
    }

    @Test
    void takes_one_text_or_many() {
        EmbeddingRequest one = parse("{'model':'m','input':'a','user':'u'}");
        EmbeddingRequest many = parse("{'model':'m','input':['a','b'],'encoding_format':'base64','dimensions':64}");

        assertThat(one.model()).isEqualTo("m");
        assertThat(one.inputs()).containsExactly("a");
        assertThat(one.base64()).isFalse();
        assertThat(one.dimensions()).isEmpty();
        assertThat(one.json().path("user").asText()).isEqualTo("u");
        assertThat(many.inputs()).containsExactly("a", "b");
        assertThat(many.base64()).isTrue();
        assertThat(many.dimensions()).isEqualTo(OptionalInt.of(64));
    }

    @Test
    void refuses_what_cannot_be_embedded() {
        String tooMany = "'a',".repeat(EmbeddingRequest.MAX_INPUTS) + "'a'";
        for (String input : List.of("''", "[]", "['a','']", "[" + tooMany + "]")) {
            assertRefused("{'model':'m','input':" + input + "}", "invalid_value", "input");
        }
        assertRefused("{'model':'m'}", "missing_required_parameter", "input");
        assertRefused("{'input':'a'}", "missing_required_parameter", "model");
        assertRefused("{'model':'m','input':[1,2]}", "invalid_type", "input[0]");
        assertRefused("{'model':'m','input':'a','encoding_format':'hex'}", "invalid_value", "encoding_format");
        assertRefused("{'model':'m','input':'a','dimensions':0}", "invalid_value", "dimensions");
    }

    private static void assertRefused(String request, String code, String param) {
        assertThatThrownBy(() -> parse(request)).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.status()).isEqualTo(400);
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.param()).isEqualTo(param);
        });
    }
}
