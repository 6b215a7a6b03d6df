package io.inkstone.gateway;

import io.inkstone.gateway.connectors.FigureLog;
import io.inkstone.gateway.connectors.FileArguments;
import io.inkstone.gateway.connectors.OperationRunner;
import io.inkstone.gateway.connectors.PluginHost;
import io.inkstone.gateway.connectors.RailJars;
import io.inkstone.gateway.console.ConsoleRoutes;
import io.inkstone.gateway.console.MetricsRoute;
import io.inkstone.gateway.console.Readiness;
import io.inkstone.gateway.edge.Bodies;
import io.inkstone.gateway.edge.FrontDoor;
import io.inkstone.gateway.edge.PublicAddress;
import io.inkstone.gateway.files.LineAsker;
import io.inkstone.gateway.files.TenantStorage;
import io.inkstone.gateway.identity.Callers;
import io.inkstone.gateway.mcp.McpServer;
import io.inkstone.gateway.openai.BatchAsker;
import io.inkstone.gateway.settings.GatewaySettings;
import io.inkstone.gateway.settings.GatewayStartException;
import io.inkstone.gateway.state.ApiKey;
import io.inkstone.gateway.state.GatewayClaim;
import io.inkstone.gateway.state.State;
import io.inkstone.gateway.state.StateException;
import io.inkstone.gateway.telemetry.Meters;
import io.inkstone.gateway.telemetry.Telemetry;
import io.inkstone.gateway.tenancy.AuditLog;
import io.inkstone.gateway.tenancy.Directory;
import io.inkstone.gateway.tenancy.Policies;
import io.inkstone.gateway.tenancy.QuotaStore;
import io.inkstone.gateway.tenancy.StateWatch;
import io.inkstone.orchestration.Dispatcher;
import io.inkstone.orchestration.ModelRing;
import io.inkstone.orchestration.OperationRing;
import io.inkstone.orchestration.Upstream;
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
import java.util.function.Supplier;
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

    /** How often the last use of each key is written down. */
    private static final long LAST_USE_MILLIS = 60_000;

    /** Loading classes at a start on a busy machine takes longer than Vert.x's own limit for its warning. */
    private static final int SLOW_EVENT_LOOP_SECONDS = 5;

    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
    private final Optional<String> newAdminKey;
    private final Listening listening;
    private final GatewayServer.Bound bound;

    private Gateway(GatewayOptions options) {
        try {
            GatewaySettings settings = options.settings();
            listening = Listening.of(options, settings);
            State state = opened(StateSource.open(options.dataDir(), settings));
            GatewayClaim claim = opened(state.claim(settings.replicas()));
            long version = state.version();
            Directory directory = new Directory(state, Clock.systemUTC());
            newAdminKey = writeAdminKey(directory, options.dataDir());
            PluginHost plugins = opened(PluginHost.load(options.dataDir().resolve("plugins")));
            RailJars railJars = opened(RailJars.load(options.dataDir().resolve("rails")));
            Policies policies = new Policies(state, railJars.reader(), Clock.systemUTC());
            StateWatch watch =
                    opened(StateWatch.start(state, claim, version, List.of(directory::reload, policies::reload)));
            toClose.push(directory::writeLastUse);
            AuditLog audit = opened(new AuditLog(state.audit()));
            Telemetry telemetry = opened(configured(() -> new Telemetry(settings.telemetry())));
            Workers workers = opened(new Workers("operation", settings.limits().maxOperations()));
            Workers liveWorkers =
                    opened(new Workers("live operation", settings.limits().maxLive()));
            Meters meters = new Meters();
            FigureLog figures = opened(new FigureLog(state.figures(), plugins, meters, Clock.systemUTC()));
            QuotaStore quotaStore = opened(new QuotaStore(settings.quotas().redis(), state, meters, options.clock()));
            // Opened last and so closed first: what ends with it is still audited.
            Vertx vertx = Vertx.vertx(new VertxOptions()
                    .setUseDaemonThread(true)
                    .setFileSystemOptions(NO_FILE_CACHE)
                    .setMaxEventLoopExecuteTime(SLOW_EVENT_LOOP_SECONDS)
                    .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS));
            toClose.push(() -> await(vertx.close()));
            PublicAddress address = new PublicAddress(settings.publicAddress());
            Callers callers = configured(() -> new Callers(vertx, settings.oidc(), directory, Clock.systemUTC()));
            vertx.setPeriodic(
                    LAST_USE_MILLIS,
                    fired -> vertx.executeBlocking(
                            () -> {
                                directory.writeLastUse();
                                return null;
                            },
                            false));

            ConfiguredUpstreams.Plan plan = ConfiguredUpstreams.plan(vertx, settings, options.upstreams());
            UpstreamDirectory upstreams = plan.directory();
            List<Upstream> own =
                    upstreams.upstreams().subList(0, options.upstreams().size());
            Readiness readiness = new Readiness(settings.limits().readinessTimeout(), own, watch::blind);
            upstreams.upstreams().forEach(meters::upstream);
            Dispatcher dispatcher = new Dispatcher(upstreams, plan.retry(), meters::attempt);
            ModelRing modelRing =
                    new ModelRing(dispatcher, quotaStore.open(vertx), QuotaStore.rules(settings), seen -> {
                        meters.model(seen);
                        telemetry.called(seen);
                        readiness.observe(seen);
                    });
            OperationRing operationRing =
                    new OperationRing(Clock.systemUTC(), workers, liveWorkers, modelRing, policies, audit);
            LineAsker asker = new BatchAsker(
                    vertx,
                    directory,
                    operationRing,
                    modelRing,
                    settings.limits().requestTimeout(),
                    telemetry.apart());
            TenantStorage storage = opened(
                    TenantStorage.open(vertx, state.tables(), options.dataDir().resolve("files"), settings, asker));
            Bodies bodies = new Bodies(vertx, settings.limits());
            FileArguments fileArguments = FileArguments.of(vertx, storage.files());
            GatewayParts parts = new GatewayParts(
                    settings,
                    directory,
                    callers,
                    address,
                    policies,
                    state,
                    plugins,
                    upstreams,
                    modelRing,
                    operationRing,
                    readiness,
                    new MetricsRoute(meters, own),
                    new FrontDoor(settings.limits().maxRequests(), operationRing, meters, telemetry),
                    bodies,
                    storage,
                    new OperationRunner(operationRing, bodies, fileArguments, figures),
                    new McpServer(plugins.operations(), settings.corsOrigins().orElse(List.of())),
                    new ConsoleRoutes(plugins));
            bound = listen(vertx, listening, parts);
        } catch (StateException e) {
            close();
            throw new GatewayStartException(String.valueOf(e.getMessage()), e);
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

    /** Where it serves, as {@code http://127.0.0.1:8080}. */
    public String address() {
        return listening.address(bound.port());
    }

    /** The port of 127.0.0.1 on which this machine's own commands reach it by plain HTTP. */
    public int localPort() {
        return bound.localPort();
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

    /** What is made of settings that can be wrong. */
    private static <T> T configured(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new GatewayStartException("The configuration is wrong: " + e.getMessage(), e);
        }
    }

    private static GatewayServer.Bound listen(Vertx vertx, Listening listening, GatewayParts parts) {
        GatewayServer.Bound bound = new GatewayServer.Bound();
        DeploymentOptions deployment = new DeploymentOptions()
                .setInstances(Math.min(4, Math.max(1, Runtime.getRuntime().availableProcessors())));
        try {
            await(vertx.deployVerticle(() -> new GatewayServer(parts, listening, bound), deployment));
        } catch (CompletionException e) {
            if (e.getCause() instanceof BindException) {
                throw new GatewayStartException(
                        "Port " + listening.port() + " on " + listening.host() + " cannot be had ("
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
                Files.createDirectories(dataDir);
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
