package io.inkstone.launcher;

import io.inkstone.gateway.Gateway;
import io.inkstone.gateway.GatewayOptions;
import io.inkstone.gateway.settings.GatewayStartException;
import io.inkstone.model.catalog.Catalog;
import io.inkstone.model.catalog.ModelException;
import io.inkstone.model.catalog.ModelStore;
import io.inkstone.orchestration.UpstreamOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The system on one machine: the gateway in this process and, unless others serve the models, model-core as a child of it. */
final class RunningInkstone implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final long LOOK_MILLIS = 100;

    private final DataDirectory.Hold hold;
    private final Optional<ModelCoreProcess> modelCore;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Optional<Gateway> gateway = Optional.empty();

    private RunningInkstone(DataDirectory.Hold hold, Optional<ModelCoreProcess> modelCore) {
        this.hold = hold;
        this.modelCore = modelCore;
    }

    /**
     * Starts it: fetches the default model where it is missing, then waits until a token can be generated. From here on a
     * signal that ends this process ends all of it.
     *
     * @param port the gateway's port; 0 for a free one; empty for the configured one
     * @throws LaunchException when something must be mended first
     */
    static RunningInkstone start(DataDirectory data, OptionalInt port) {
        return start(data, port, true);
    }

    /** The same without model-core: ready as soon as the gateway serves, whatever its upstreams say by then. */
    static RunningInkstone startGatewayOnly(DataDirectory data, OptionalInt port) {
        return start(data, port, false);
    }

    private static RunningInkstone start(DataDirectory data, OptionalInt port, boolean withModels) {
        SettingsFile settings = SettingsFile.in(data.path());
        DataDirectory.Hold hold = data.hold();
        RunningInkstone system;
        try {
            Optional<ModelCoreProcess> modelCore =
                    withModels ? Optional.of(ModelCoreProcess.in(data.path(), Map.of())) : Optional.empty();
            system = new RunningInkstone(hold, modelCore);
        } catch (RuntimeException e) {
            hold.close();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(system::close, "shutdown"));
        try {
            system.startParts(data, settings, port);
            return system;
        } catch (RuntimeException e) {
            system.close();
            throw e;
        }
    }

    private void startParts(DataDirectory data, SettingsFile settings, OptionalInt port) {
        // Side by side: each takes seconds. The gateway says at once that its port is taken.
        CompletableFuture<Void> models = modelCore
                .map(process -> startModelCore(settings, process))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
        Gateway started = startGateway(data, port);
        gateway = Optional.of(started);
        try {
            models.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
        hold.announce(started.localPort());
        if (modelCore.isPresent()) {
            awaitReady();
        }
    }

    private static CompletableFuture<Void> startModelCore(SettingsFile settings, ModelCoreProcess modelCore) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread starter = new Thread(
                () -> {
                    try {
                        ModelStore store = ModelStore.standard();
                        settings.models(Catalog.load(store)).forEach(model -> Models.atHand(store, model));
                        modelCore.start();
                        done.complete(null);
                    } catch (LaunchException | ModelException e) {
                        done.completeExceptionally(e);
                    } catch (RuntimeException e) {
                        done.completeExceptionally(new IllegalStateException("model-core could not be started", e));
                    }
                },
                "start-model-core");
        starter.setDaemon(true);
        starter.start();
        return done;
    }

    private Gateway startGateway(DataDirectory data, OptionalInt port) {
        GatewayOptions options = GatewayOptions.in(data.path());
        modelCore.ifPresent(
                process -> options.upstream(UpstreamOptions.of("model-core", process.base(), process::secret)));
        port.ifPresent(options::port);
        try {
            return Gateway.start(options);
        } catch (GatewayStartException e) {
            throw new LaunchException(String.valueOf(e.getMessage()), e);
        }
    }

    private void awaitReady() {
        GatewayClient client = GatewayClient.local(localPort(), "");
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        try {
            while (!client.get("/health/ready").ok()) {
                if (System.nanoTime() > deadline) {
                    throw new LaunchException("no model was ready within " + READY_WITHIN.toMinutes()
                            + " minutes; expected the default one to load: see ./inkstone doctor");
                }
                if (closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new LaunchException("stopped while starting");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("interrupted while starting", e);
        }
    }

    /** The administrator's key, if this start made the first one. */
    Optional<String> newAdminKey() {
        return gateway.flatMap(Gateway::newAdminKey);
    }

    int port() {
        return started().port();
    }

    /** As this machine reaches it. */
    String address() {
        return started().address();
    }

    private int localPort() {
        return started().localPort();
    }

    private Gateway started() {
        return gateway.orElseThrow(() -> new IllegalStateException("not started"));
    }

    /** Waits until somebody ends it. */
    void awaitClose() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends all of it; a second call does nothing. */
    @Override
    public synchronized void close() {
        if (closing.getCount() == 0) {
            return;
        }
        closing.countDown();
        gateway.ifPresent(Gateway::close);
        modelCore.ifPresent(ModelCoreProcess::close);
        hold.close();
    }
}
