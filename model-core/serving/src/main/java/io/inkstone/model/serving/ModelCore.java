package io.inkstone.model.serving;

import io.inkstone.model.catalog.Catalog;
import io.inkstone.model.catalog.ModelException;
import io.inkstone.model.catalog.ModelStore;
import io.inkstone.protocol.Json;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import java.net.BindException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * model-core as a program: {@code ModelCore [--data DIR] [--port PORT] [--model NAME]…}. It writes {@code INKSTONE READY {"port":…}} to its stdout when
 * every engine has generated a token, and ends at once when its stdin ends. What somebody must mend is said in one line
 * each on stderr, with exit code 2.
 */
public final class ModelCore {

    private static final String USAGE = "[--data DIR] [--port PORT] [--model NAME]…";

    private ModelCore() {}

    /** Runs until stdin ends. */
    public static void main(String[] arguments) {
        ChildOutput out = ChildOutput.takeOver();
        ChildOutput.exitWithParent(() -> {});
        try {
            int port = start(dataDir(arguments));
            out.ready(Json.MAPPER.createObjectNode().put("port", port));
        } catch (StartFailure | ModelException e) {
            System.err.println(e.getMessage());
            Runtime.getRuntime().halt(2);
        } catch (InterruptedException e) {
            Runtime.getRuntime().halt(1);
        }
    }

    /** Takes the options; those beside the data directory are settings, with precedence over all others. */
    private static Path dataDir(String[] arguments) {
        Path dataDir = Path.of(System.getProperty("user.home"), ".inkstone");
        List<String> models = new ArrayList<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new StartFailure("'" + arguments[i] + "' needs a value; expected " + USAGE);
            }
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--data" -> dataDir = Path.of(value);
                case "--port" -> System.setProperty("inkstone.model-core.port", value);
                case "--model" -> models.add(value);
                default -> throw new StartFailure("'" + arguments[i] + "' is no option; expected " + USAGE);
            }
        }
        if (!models.isEmpty()) {
            System.setProperty("inkstone.model-core.models", String.join(",", models));
        }
        return dataDir;
    }

    private static int start(Path dataDir) throws InterruptedException {
        ModelCoreConfig config = ModelCoreSettings.load(dataDir);
        ModelStore store = ModelStore.standard();
        Catalog catalog = Catalog.load(store);
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(4)
                // Nothing is served from files: without this every start leaves a folder behind when it is killed.
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        ServedModels models = new ServedModelsFactory(vertx, config, catalog, store).create();
        ModelServer server = new ModelServer(vertx, config.secret().orElseThrow(), models, config);
        // Before the engines: a port in use should not take seconds to be told.
        HttpServer http = listen(server, config);
        try {
            models.start().get();
        } catch (ExecutionException e) {
            throw new StartFailure(reason(e));
        }
        return http.actualPort();
    }

    private static HttpServer listen(ModelServer server, ModelCoreConfig config) throws InterruptedException {
        try {
            return server.listen(config.host(), config.port())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        } catch (ExecutionException e) {
            String mend = e.getCause() instanceof BindException
                    ? "another program listens there; choose another with inkstone.model-core.port"
                    : reason(e);
            throw new StartFailure("Cannot listen on " + config.host() + ":" + config.port() + ": " + mend);
        }
    }

    private static String reason(ExecutionException failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
