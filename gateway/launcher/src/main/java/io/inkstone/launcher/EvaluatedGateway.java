package io.inkstone.launcher;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.evaluation.EvaluatedSystem;
import io.inkstone.launcher.GatewayClient.Answer;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A gateway, as evaluations ask it. */
record EvaluatedGateway(GatewayClient client) implements EvaluatedSystem {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    @Override
    public Reply post(String path, ObjectNode body) {
        return reply(client.post(path, body));
    }

    @Override
    public void postAndLeave(String path, ObjectNode body, Duration after) {
        client.postAndLeave(path, body, after);
    }

    @Override
    public String metrics() {
        return new String(client.get("/metrics").body(), StandardCharsets.UTF_8);
    }

    @Override
    public Reply upload(String path, ObjectNode input, Path workbook) {
        return reply(client.upload(path, input, "workbook", workbook, "application/json"));
    }

    @Override
    public Reply fetch(String path, ObjectNode input, Path workbook, Path target) {
        Answer answer = client.upload(path, input, "workbook", workbook, XLSX);
        if (!answer.ok()) {
            return reply(answer);
        }
        try {
            Files.write(target, answer.body());
            return new Reply(answer.status(), Json.MAPPER.missingNode());
        } catch (IOException e) {
            throw new LaunchException("cannot write " + target + "; expected room in the temporary folder", e);
        }
    }

    private static Reply reply(Answer answer) {
        return new Reply(answer.status(), answer.json());
    }
}
