package io.inkstone.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.launcher.GatewayClient.Answer;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Each assistant once, as a client of the gateway, on the samples in the tree. */
final class Demo {

    private static final String FORMULA = "/v1/connectors/documents/formula";
    private static final String COMPLETE = "/v1/connectors/code/complete";
    private static final String CODE = "Ledger.java";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final int CHAT_TOKENS = 80;

    private final GatewayClient client;
    private final Path samples;
    private final PrintWriter out;

    Demo(GatewayClient client, Path samples, PrintWriter out) {
        this.client = client;
        this.samples = samples;
        this.out = out;
    }

    /** Whether all of it worked. */
    boolean run() {
        // The first names all that it needs; in the other two the model has something to choose.
        boolean plain = formula("sales-orders.xlsx", "total sales amount of the Northern region in 2024");
        boolean english = formula("sales-orders.xlsx", "Which region had the highest sales in 2024?");
        boolean chinese = formula("store-sales-cn.xlsx", "2024年哪家门店的毛利最高？");
        boolean saved = save("sales-orders.xlsx", "total sales amount of the Northern region in 2024");
        boolean code = complete("        Account account = ", "new Account(number, name, kind);\n");
        boolean chat = chat("In one sentence, what is a spreadsheet?");
        return plain && english && chinese && saved && code && chat;
    }

    private boolean formula(String workbook, String request) {
        heading("documents/formula", workbook);
        line("request", request);
        long startNanos = System.nanoTime();
        Answer answer = client.upload(FORMULA, input(request), "workbook", sample(workbook), "application/json");
        JsonNode json = answer.json();
        if (!answer.ok() || json.path("formula").asText().isEmpty()) {
            line("failed", answer.error());
            return false;
        }
        line("formula", json.path("formula").asText());
        line("value", plain(json.path("value")));
        line("cell", json.path("cell").asText());
        line("explanation", json.path("explanation").asText());
        for (JsonNode check : json.path("checks")) {
            line("check", describe(check));
        }
        line(
                "confidence",
                String.format(Locale.ROOT, "%.2f", json.path("confidence").asDouble()));
        line("took", seconds(startNanos));
        return true;
    }

    private boolean save(String workbook, String request) {
        Answer answer = client.upload(FORMULA, input(request), "workbook", sample(workbook), XLSX);
        heading("the first again, as a workbook", workbook);
        boolean archive = answer.body().length > 2 && answer.body()[0] == 'P' && answer.body()[1] == 'K';
        if (!answer.ok() || !archive) {
            line("failed", answer.error());
            return false;
        }
        try {
            Path saved = Files.write(Files.createTempFile("inkstone-", "-" + workbook), answer.body());
            line("saved", saved + " has the formula written in");
            return true;
        } catch (IOException e) {
            line("failed", "cannot write a temporary file: " + e.getMessage());
            return false;
        }
    }

    /** Takes the rest of a line out of the sample and has it written again. */
    private boolean complete(String typed, String rest) {
        heading("code/complete", CODE);
        String text = text(samples.resolve("code").resolve(CODE));
        int at = text.indexOf(typed + rest) + typed.length();
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("prefix", text.substring(0, at))
                .put("suffix", text.substring(at + rest.length() - 1))
                .put("path", CODE)
                .put("mode", "line");
        line("typed", typed.strip() + "▏");
        long startNanos = System.nanoTime();
        Answer answer = client.post(COMPLETE, body);
        JsonNode best = answer.json().path("completions").path(0);
        if (!answer.ok() || best.path("text").asText().isBlank()) {
            line("failed", answer.ok() ? answer.json().path("reason").asText() : answer.error());
            return false;
        }
        line("completed", typed.strip() + " " + best.path("text").asText().strip());
        line(
                "confidence",
                String.format(Locale.ROOT, "%.2f", best.path("confidence").asDouble()));
        line("took", seconds(startNanos));
        return true;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new LaunchException("the sample " + file + " is missing; expected the whole of Inkstone's folder");
        }
    }

    private boolean chat(String question) {
        heading("chat, streamed", "/v1/chat/completions");
        line("request", question);
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("model", "default").put("stream", true).put("temperature", 0).put("max_tokens", CHAT_TOKENS);
        body.putArray("messages").addObject().put("role", "user").put("content", question);
        out.printf("  %-12s", "answer");
        long startNanos = System.nanoTime();
        int[] letters = {0};
        client.stream("/v1/chat/completions", body, event -> {
            String text =
                    event.path("choices").path(0).path("delta").path("content").asText("");
            letters[0] += text.length();
            out.print(text.replace("\n", "\n" + " ".repeat(14)));
            out.flush();
        });
        out.println();
        line("took", seconds(startNanos));
        return letters[0] > 0;
    }

    private Path sample(String workbook) {
        Path file = samples.resolve("formula").resolve(workbook);
        if (!Files.isReadable(file)) {
            throw new LaunchException("the sample " + file + " is missing; expected the whole of Inkstone's folder");
        }
        return file;
    }

    private static ObjectNode input(String request) {
        return Json.MAPPER.createObjectNode().put("request", request);
    }

    private static String plain(JsonNode value) {
        return value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
    }

    private static String describe(JsonNode check) {
        return (check.path("passed").asBoolean() ? "passed: " : "failed: ")
                + check.path("detail").asText(check.path("name").asText());
    }

    private void heading(String what, String on) {
        out.println();
        out.println(what + " · " + on);
        out.flush();
    }

    private void line(String label, String text) {
        out.printf("  %-12s%s%n", label, text);
        out.flush();
    }

    private static String seconds(long sinceNanos) {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - sinceNanos) / 1e9);
    }
}
