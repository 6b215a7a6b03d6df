package io.inkstone.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SseTest {

    private static List<SseEvent> parse(String text) {
        return new SseParser().push(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void reads_what_it_writes() {
        String stream = Sse.encode(Json.parseObject("{\"a\":\"b\\nc\"}"))
                + Sse.encodeKeepAlive()
                + Sse.encode("progress", Json.parseObject("{}"))
                + Sse.encodeDone();

        List<SseEvent> events = parse(stream);

        assertThat(events)
                .containsExactly(
                        new SseEvent("message", "{\"a\":\"b\\nc\"}"),
                        new SseEvent("progress", "{}"),
                        new SseEvent("message", "[DONE]"));
        assertThat(events.get(2).isDone()).isTrue();
        assertThat(events.get(0).isDone()).isFalse();
        assertThatThrownBy(() -> Sse.encode("two\nlines", Json.parseObject("{}")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void reads_all_line_ends_comments_and_several_data_lines() {
        assertThat(
                        parse(
                                "\uFEFFdata: a\r\n\r\ndata:b\rdata\r\r: note\nid: 7\nretry: 5\n\nevent:x\ndata:  c\n\nevent: y\n\n"))
                .containsExactly(new SseEvent("message", "a"), new SseEvent("message", "b\n"), new SseEvent("x", " c"));
    }

    @Test
    void leaves_out_an_event_that_breaks_off() {
        assertThat(parse("data: whole\n\ndata: half\n")).containsExactly(new SseEvent("message", "whole"));
    }

    @Test
    void reads_the_same_however_the_bytes_are_cut() {
        String text = "event: 进度\r\ndata: 😀é\r\n\r\n:c\r\ndata: 1\ndata: 2\n\ndata: [DONE]\r\r";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<SseEvent> whole = parse(text);
        Random random = new Random(3);

        assertThat(whole).hasSize(3);
        for (int round = 0; round < 200; round++) {
            SseParser parser = new SseParser();
            List<SseEvent> events = new ArrayList<>();
            for (int from = 0; from < bytes.length; ) {
                int to = Math.min(bytes.length, from + random.nextInt(4));
                events.addAll(parser.push(Arrays.copyOfRange(bytes, from, to)));
                from = to;
            }
            assertThat(events).isEqualTo(whole);
        }
    }

    @Test
    void refuses_an_event_that_is_too_large() {
        SseParser parser = new SseParser(20);

        assertThat(parser.push("data: 0123456789\n\ndata: 0123456789\n\n".getBytes(StandardCharsets.UTF_8)))
                .hasSize(2);
        assertThatThrownBy(() -> parser.push("data: 012345678901234567".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(ApiException.class, e -> {
                    assertThat(e.status()).isEqualTo(502);
                    assertThat(e.code()).isEqualTo("event_too_large");
                });
        assertThatThrownBy(() -> new SseParser(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
