package io.inkstone.bench.edge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The bytes that {@link MockUpstream} writes. */
final class MockAnswers {

    private static final int PROMPT_TOKENS = 110;

    final int delayMillis;
    final int intervalMillis;
    private final int chunks;
    final byte[] models = whole("{\"object\":\"list\",\"data\":[{\"id\":\"" + Prompts.MODEL
            + "\",\"object\":\"model\",\"created\":0,\"owned_by\":\"bench\"}]}");
    final byte[] answer;
    final byte[] streamHead =
            ascii("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n");
    final List<byte[]> stream;
    final byte[] usage;
    final byte[] streamEnd = join(chunk("data: [DONE]\n\n"), ascii("0\r\n\r\n"));

    MockAnswers(int delayMillis, int intervalMillis, int chunks) {
        this.delayMillis = delayMillis;
        this.intervalMillis = intervalMillis;
        this.chunks = chunks;
        this.answer = whole(answerJson());
        this.stream = streamChunks();
        ObjectNode last = event();
        last.putArray("choices");
        addUsage(last);
        this.usage = chunk("data: " + Json.write(last) + "\n\n");
    }

    private String answerJson() {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("id", "chatcmpl-bench")
                .put("object", "chat.completion")
                .put("created", 1_700_000_000)
                .put("model", Prompts.MODEL);
        ObjectNode choice = json.putArray("choices").addObject().put("index", 0);
        choice.putObject("message")
                .put("role", "assistant")
                .put("content", "word ".repeat(chunks).strip());
        choice.put("finish_reason", "stop");
        addUsage(json);
        return Json.write(json);
    }

    private List<byte[]> streamChunks() {
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i <= chunks; i++) {
            ObjectNode json = event();
            ObjectNode choice = json.putArray("choices").addObject().put("index", 0);
            ObjectNode delta = choice.putObject("delta");
            if (i == 0) {
                delta.put("role", "assistant");
            }
            if (i < chunks) {
                delta.put("content", "word ");
                choice.putNull("finish_reason");
            } else {
                choice.put("finish_reason", "stop");
            }
            all.add(chunk("data: " + Json.write(json) + "\n\n"));
        }
        return List.copyOf(all);
    }

    private static ObjectNode event() {
        return Json.MAPPER
                .createObjectNode()
                .put("id", "chatcmpl-bench")
                .put("object", "chat.completion.chunk")
                .put("created", 1_700_000_000)
                .put("model", Prompts.MODEL);
    }

    private void addUsage(ObjectNode json) {
        json.putObject("usage")
                .put("prompt_tokens", PROMPT_TOKENS)
                .put("completion_tokens", chunks)
                .put("total_tokens", PROMPT_TOKENS + chunks);
    }

    private static byte[] whole(String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return join(
                ascii("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + body.length
                        + "\r\n\r\n"),
                body);
    }

    private static byte[] chunk(String event) {
        byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
        return join(ascii(Integer.toHexString(bytes.length) + "\r\n"), bytes, ascii("\r\n"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
