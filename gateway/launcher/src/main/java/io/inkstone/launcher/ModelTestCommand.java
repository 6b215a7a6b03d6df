package io.inkstone.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.launcher.GatewayClient.Answer;
import io.inkstone.model.catalog.Catalog;
import io.inkstone.model.catalog.ModelEntry;
import io.inkstone.model.catalog.ModelRole;
import io.inkstone.model.catalog.ModelStore;
import io.inkstone.protocol.Json;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Loads one model in a model-core of its own and asks it once for each thing that it can do. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Loads a model and asks it once for each thing it can do. Exit code 0 only if all answered.")
final class ModelTestCommand implements Callable<Integer> {

    private static final int ANSWER_TOKENS = 32;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(paramLabel = "NAME", description = "A name from: ./inkstone model list")
    private String name = "";

    @Override
    public Integer call() {
        ModelStore store = ModelStore.standard();
        Catalog catalog = Catalog.load(store);
        ModelEntry entry = catalog.require(name);
        // An embedding model is served beside a language model only.
        Models.atHand(store, entry.can(ModelRole.EMBEDDING) ? catalog.defaultChat() : entry);
        try (ModelCoreProcess modelCore = ModelCoreProcess.in(data.directory().path(), settings(entry))) {
            Runtime.getRuntime().addShutdownHook(new Thread(modelCore::close, "shutdown"));
            modelCore.start();
            return askAll(new GatewayClient(modelCore.base(), modelCore.secret()), entry) ? 0 : Main.EXIT_FAILED;
        }
    }

    /** The model and nothing else; the embedding model comes in a place of its own. */
    private static Map<String, String> settings(ModelEntry entry) {
        return entry.can(ModelRole.EMBEDDING)
                ? Map.of("INKSTONE_MODEL_CORE_EMBEDDINGS", "true")
                : Map.of("INKSTONE_MODEL_CORE_MODELS", entry.name(), "INKSTONE_MODEL_CORE_EMBEDDINGS", "false");
    }

    private boolean askAll(GatewayClient client, ModelEntry entry) {
        boolean worked = true;
        if (entry.can(ModelRole.CHAT)) {
            ObjectNode body = request(entry);
            body.putArray("messages")
                    .addObject()
                    .put("role", "user")
                    .put("content", "Say hello in one short sentence.");
            worked &= ask(client, "chat", "/v1/chat/completions", body, "/choices/0/message/content");
        }
        if (entry.can(ModelRole.COMPLETION)) {
            ObjectNode body = request(entry).put("prompt", "One, two, three,");
            worked &= ask(client, "completion", "/v1/completions", body, "/choices/0/text");
        }
        if (entry.can(ModelRole.FIM)) {
            ObjectNode body =
                    request(entry).put("prompt", "def add(a, b):\n    return ").put("suffix", "\n\nprint(add(1, 2))\n");
            worked &= ask(client, "fim", "/v1/completions", body, "/choices/0/text");
        }
        if (entry.can(ModelRole.EMBEDDING)) {
            ObjectNode body =
                    Json.MAPPER.createObjectNode().put("model", entry.name()).put("input", "砚台");
            worked &= ask(client, "embedding", "/v1/embeddings", body, "/data/0/embedding/0");
        }
        return worked;
    }

    private static ObjectNode request(ModelEntry entry) {
        return Json.MAPPER
                .createObjectNode()
                .put("model", entry.name())
                .put("max_tokens", ANSWER_TOKENS)
                .put("temperature", 0);
    }

    private boolean ask(GatewayClient client, String what, String path, ObjectNode body, String pointer) {
        PrintWriter out = Output.of(spec);
        long startNanos = System.nanoTime();
        Answer answer = client.post(path, body);
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        JsonNode text = answer.json().at(pointer);
        boolean worked = answer.ok() && !text.isMissingNode() && !text.asText().isEmpty();
        String shown = worked ? text.asText().strip().replaceAll("\\s*\\R\\s*", " ⏎ ") : answer.error();
        long tokens = answer.json().at("/usage/completion_tokens").asLong();
        String rate = tokens == 0 ? "" : String.format(Locale.ROOT, ", %d tokens", tokens);
        out.printf(Locale.ROOT, "%-5s%-12s%s  (%.2f s%s)%n", worked ? "ok" : "FAIL", what, shown, seconds, rate);
        out.flush();
        return worked;
    }
}
