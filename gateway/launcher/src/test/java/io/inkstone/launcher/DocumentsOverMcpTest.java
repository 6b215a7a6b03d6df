package io.inkstone.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.inkstone.gateway.Gateway;
import io.inkstone.gateway.GatewayOptions;
import io.inkstone.protocol.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code documents/formula} as an MCP tool; with the modes that ask no model. */
class DocumentsOverMcpTest {

    private static final Path SAMPLE = Path.of("../../examples/samples/formula/sales-orders.xlsx");
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    @TempDir
    static Path dir;

    static Gateway gateway;
    static String key;

    @BeforeAll
    static void start() {
        gateway = Gateway.start(GatewayOptions.in(dir).port(0));
        key = gateway.newAdminKey().orElseThrow();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void mends_a_formula_and_gives_the_workbook_back() throws Exception {
        ObjectNode arguments = arguments("fix", "=SUMIFS(J2:J261,C2:C261,\"Northern\"")
                .put("cell", "L2")
                .put("result_file", XLSX);

        JsonNode result = call(arguments);

        assertThat(result.path("isError").asBoolean()).as(result.toString()).isFalse();
        assertThat(result.at("/structuredContent/value").asDouble()).isEqualTo(346130.2);
        JsonNode workbook = result.at("/content/1/resource");
        assertThat(workbook.path("mimeType").asText()).isEqualTo(XLSX);
        byte[] content = Base64.getDecoder().decode(workbook.path("blob").asText());
        assertThat(content).startsWith('P', 'K').hasSizeGreaterThan(1000);
    }

    @Test
    void answers_and_refuses_as_its_schema_says() throws Exception {
        JsonNode tool = declaration();
        JsonNode explained = call(arguments("explain", "=SUM(J2:J261)"));
        JsonNode refused = call(arguments("fix", "=NOSUCH(1)"));
        ObjectNode wrong = arguments("explain", "=SUM(J2:J261)").put("mode", "guess");

        assertThat(tool.at("/annotations/readOnlyHint").asBoolean()).isTrue();
        assertThat(explained.path("isError").asBoolean()).isFalse();
        assertThat(refused.path("isError").asBoolean()).isTrue();
        for (JsonNode result : new JsonNode[] {explained, refused, call(wrong)}) {
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(tool.path("outputSchema"))
                            .validate(result.path("structuredContent")))
                    .isEmpty();
        }
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(tool.path("inputSchema"))
                        .validate(arguments("explain", "=SUM(J2:J261)")))
                .isEmpty();
    }

    private static JsonNode declaration() throws Exception {
        for (JsonNode tool : ask("tools/list", Json.MAPPER.createObjectNode()).path("tools")) {
            if (tool.path("name").asText().equals("documents_formula")) {
                return tool;
            }
        }
        throw new AssertionError("documents_formula is no tool");
    }

    private static ObjectNode arguments(String mode, String formula) throws Exception {
        ObjectNode arguments = Json.MAPPER
                .createObjectNode()
                .put("mode", mode)
                .put("formula", formula)
                .put("sheet", "Orders");
        arguments
                .putObject("workbook")
                .put("filename", "sales-orders.xlsx")
                .put("data", Base64.getEncoder().encodeToString(Files.readAllBytes(SAMPLE)));
        return arguments;
    }

    private static JsonNode call(ObjectNode arguments) throws Exception {
        ObjectNode params = Json.MAPPER.createObjectNode().put("name", "documents_formula");
        params.set("arguments", arguments);
        return ask("tools/call", params);
    }

    private static JsonNode ask(String method, ObjectNode params) throws Exception {
        ObjectNode message =
                Json.MAPPER.createObjectNode().put("jsonrpc", "2.0").put("id", 1);
        message.put("method", method).set("params", params);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + "/mcp"))
                .timeout(Duration.ofSeconds(60))
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(message)))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Json.MAPPER.readTree(response.body()).path("result");
    }
}
