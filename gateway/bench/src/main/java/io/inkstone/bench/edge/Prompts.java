package io.inkstone.bench.edge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import java.nio.charset.StandardCharsets;

/** The bodies that are sent. */
final class Prompts {

    static final String MODEL = "mock";

    /** Ordinary prose of some 500 characters, with a name and a number in it, as office requests have. */
    private static final String TEXT =
            "Please summarise the following note for the team in three sentences. The meeting with the northern "
                    + "warehouse went well: deliveries arrive two days earlier than in spring, and the new shelves hold a "
                    + "third more. Order 48213 was late because a label was wrong, which Anna Fischer has mended since. "
                    + "We agreed to look at the costs of packaging again in June, and to ask two more suppliers for an "
                    + "offer before then. Nobody expects the figures to change much until the autumn.";

    private Prompts() {}

    static byte[] chat(boolean stream, int maxTokens) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("model", MODEL);
        body.putArray("messages").addObject().put("role", "user").put("content", TEXT);
        body.put("max_tokens", maxTokens);
        if (stream) {
            body.put("stream", true);
        }
        return Json.write(body).getBytes(StandardCharsets.UTF_8);
    }
}
