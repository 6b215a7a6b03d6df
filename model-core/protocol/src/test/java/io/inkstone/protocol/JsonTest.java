package io.inkstone.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void keeps_every_digit() {
        String text = "{\"a\":1.10,\"b\":12345678901234567890,\"c\":\"语\"}";

        assertThat(Json.write(Json.parseObject(text.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(text);
    }

    @Test
    void refuses_what_is_not_one_object() {
        for (String body :
                List.of("", " ", "{", "[]", "\"x\"", "null", "{} {}", "{\"a\":NaN}", "{'a':1}", "[".repeat(300))) {
            assertThatThrownBy(() -> Json.parseObject(body)).isInstanceOfSatisfying(ApiException.class, e -> {
                assertThat(e.status()).isEqualTo(400);
                assertThat(e.code()).isEqualTo("invalid_json");
            });
        }
        assertThatThrownBy(() -> Json.parseObject("{\"a\":1,\n \"b\" 2}")).hasMessageContaining("line 2, column 6");
    }
}
