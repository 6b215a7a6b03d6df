package io.inkstone.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.orchestration.Dispatcher;
import io.inkstone.orchestration.ModelRing;
import io.inkstone.orchestration.OperationRing;
import io.inkstone.orchestration.UpstreamDirectory;
import io.inkstone.orchestration.Workers;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.ext.web.Route;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway: one HTTP server, the state of one data folder, the plug-ins found there. Started and closed by one thread;
 * serves many.
 */
public final class Gateway implements AutoCloseable {

    /** Nothing is served from files: without this every start leaves a folder behind when the process is killed. */
    private static final FileSystemOptions NO_FILE_CACHE =
            new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /** Loading classes at a start on a busy machine takes longer than Vert.x's own limit for its warning. */
    private static final int SLOW_EVENT_LOOP_SECONDS = 5;

    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
    private final Optional<String> newAdminKey;
    private final GatewayServer.Bound bound;

    private Gateway(GatewayOptions options) {
        try {
            GatewaySettings settings = options.settings();
            State state = opened(State.open(options.dataDir()));
            Directory directory = new Directory(state, Clock.systemUTC());
            newAdminKey = writeAdminKey(directory, options.dataDir());
            PluginHost plugins = opened(PluginHost.load(options.dataDir().resolve("plugins")));
            RailJars railJars = opened(RailJars.load(options.dataDir().resolve("rails")));
            Policies policies = new Policies(state, railJars.reader(), Clock.systemUTC());
            AuditLog audit = opened(new AuditLog(state));
            Workers workers = opened(new Workers("operation", settings.limits().maxOperations()));
            Workers liveWorkers =
                    opened(new Workers("live operation", settings.limits().maxLive()));
            Meters meters = new Meters();
            QuotaStore quotaStore = opened(new QuotaStore(settings.quotas().redis(), state, meters, options.clock()));
            // Opened last and so closed first: what ends with it is still audited.
            Vertx vertx = Vertx.vertx(new VertxOptions()
                    .setUseDaemonThread(true)
                    .setFileSystemOptions(NO_FILE_CACHE)
                    .setMaxEventLoopExecuteTime(SLOW_EVENT_LOOP_SECONDS)
                    .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS));
            toClose.push(() -> await(vertx.close()));

            Readiness readiness = new Readiness(settings.limits().readinessTimeout());
            ConfiguredUpstreams.Plan plan = ConfiguredUpstreams.plan(vertx, settings, options.upstreams());
            UpstreamDirectory upstreams = plan.directory();
            upstreams.upstreams().forEach(meters::upstream);
            Dispatcher dispatcher = new Dispatcher(upstreams, plan.retry(), meters::attempt);
            ModelRing modelRing =
                    new ModelRing(dispatcher, quotaStore.open(vertx), QuotaStore.rules(settings), seen -> {
                        meters.model(seen);
                        readiness.observe(seen);
                    });
            OperationRing operationRing =
                    new OperationRing(Clock.systemUTC(), workers, liveWorkers, modelRing, policies, audit);
            ObjectNode openApi = OpenApiDocument.of(plugins);
            GatewayParts parts = new GatewayParts(
                    settings,
                    directory,
                    policies,
                    audit,
                    plugins,
                    upstreams,
                    modelRing,
                    operationRing,
                    readiness,
                    meters,
                    new FrontDoor(settings.limits().maxRequests(), operationRing, meters),
                    new Bodies(vertx, settings.limits()),
                    new InputValidator(),
                    openApi,
                    Pages.home(plugins),
                    Pages.docs(openApi));
            bound = listen(vertx, options, parts);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /**
     * Starts a gateway; blocks until it serves.
     *
     * @throws GatewayStartException when the configuration is wrong, the state cannot be opened, or the port is taken
     */
    public static Gateway start(GatewayOptions options) {
        return new Gateway(options);
    }

    /** The port that it listens on. */
    public int port() {
        return bound.port();
    }

    /** The routes that it serves, as its router holds them. */
    List<Route> routes() {
        return bound.routes();
    }

    /** The admin's key, if this start made the first one; it is also in {@code DIR/admin.key}. */
    public Optional<String> newAdminKey() {
        return newAdminKey;
    }

    /** Stops serving, cancels what runs, writes what waits to be written. */
    @Override
    public void close() {
        while (!toClose.isEmpty()) {
            AutoCloseable next = toClose.pop();
            try {
                next.close();
            } catch (Exception e) {
                LOG.warn("A part of the gateway did not close", e);
            }
        }
    }

    private static GatewayServer.Bound listen(Vertx vertx, GatewayOptions options, GatewayParts parts) {
        GatewaySettings settings = parts.settings();
        String host = options.host().orElseGet(settings::host);
        int wanted = options.port().orElseGet(settings::port);
        GatewayServer.Bound bound = new GatewayServer.Bound();
        DeploymentOptions deployment = new DeploymentOptions()
                .setInstances(Math.min(4, Math.max(1, Runtime.getRuntime().availableProcessors())));
        try {
            await(vertx.deployVerticle(() -> new GatewayServer(parts, host, wanted, bound), deployment));
        } catch (CompletionException e) {
            if (e.getCause() instanceof BindException) {
                throw new GatewayStartException(
                        "Port " + wanted + " on " + host + " cannot be had ("
                                + e.getCause().getMessage() + "); stop what uses it, or choose another with --port.",
                        e);
            }
            throw e;
        }
        return bound;
    }

    private static Optional<String> writeAdminKey(Directory directory, Path dataDir) {
        Optional<String> secret =
                directory.ensureAdmin().stream().map(ApiKey.WithSecret::secret).findFirst();
        secret.ifPresent(key -> {
            Path file = dataDir.resolve("admin.key");
            try {
                Files.deleteIfExists(file);
                if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.createFile(
                            file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                }
                Files.writeString(file, key + System.lineSeparator());
            } catch (IOException e) {
                throw new GatewayStartException(
                        "The admin key cannot be written to " + file + ": " + e.getMessage(), e);
            }
        });
        return secret;
    }

    private <T extends AutoCloseable> T opened(T part) {
        toClose.push(part);
        return part;
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }
}
