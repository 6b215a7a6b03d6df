package io.inkstone.gateway;

import io.inkstone.gateway.settings.GatewayConfig;
import io.inkstone.gateway.settings.GatewaySettings;
import io.inkstone.orchestration.UpstreamOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How to start a {@link Gateway}; what is not set here comes from the {@link GatewaySettings}. */
public final class GatewayOptions {

    private final Path dataDir;
    private final List<UpstreamOptions> upstreams = new ArrayList<>();
    private @Nullable String host;
    private @Nullable Integer port;
    private @Nullable GatewaySettings settings;
    private @Nullable Clock clock;

    private GatewayOptions(Path dataDir) {
        this.dataDir = Objects.requireNonNull(dataDir);
    }

    /** A gateway that keeps its state, and finds its plug-ins and its configuration, in this folder. */
    public static GatewayOptions in(Path dataDir) {
        return new GatewayOptions(dataDir);
    }

    /** Adds a server of models, ahead of those that are configured. */
    public GatewayOptions upstream(UpstreamOptions upstream) {
        upstreams.add(upstream);
        return this;
    }

    /** The address to listen on. */
    public GatewayOptions host(String newHost) {
        host = newHost;
        return this;
    }

    /** The port to listen on; 0 for a free one. */
    public GatewayOptions port(int newPort) {
        port = newPort;
        return this;
    }

    /** Settings that are read already; otherwise they are read from the usual sources. */
    public GatewayOptions settings(GatewaySettings newSettings) {
        settings = newSettings;
        return this;
    }

    /** The clock by which quotas count; for tests, since it has to be right. */
    GatewayOptions clock(Clock newClock) {
        clock = newClock;
        return this;
    }

    /** Null for the usual ones: this machine's, or the shared store's. */
    @Nullable
    Clock clock() {
        return clock;
    }

    Path dataDir() {
        return dataDir;
    }

    List<UpstreamOptions> upstreams() {
        return List.copyOf(upstreams);
    }

    Optional<String> host() {
        return Optional.ofNullable(host);
    }

    OptionalInt port() {
        Integer set = port;
        return set == null ? OptionalInt.empty() : OptionalInt.of(set);
    }

    GatewaySettings settings() {
        GatewaySettings given = settings;
        return given == null ? GatewayConfig.load(dataDir) : given;
    }
}
