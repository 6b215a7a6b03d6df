package io.inkstone.launcher;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.evaluation.EvaluatedSystem;
import io.inkstone.launcher.GatewayClient.Answer;
import java.nio.file.Path;

/** A gateway, as evaluations ask it. */
record EvaluatedGateway(GatewayClient client) implements EvaluatedSystem {

    @Override
    public Reply post(String path, ObjectNode body) {
        return reply(client.post(path, body));
    }

    @Override
    public Reply upload(String path, ObjectNode input, Path workbook) {
        return reply(client.upload(path, input, "workbook", workbook, "application/json"));
    }

    private static Reply reply(Answer answer) {
        return new Reply(answer.status(), answer.json());
    }
}
