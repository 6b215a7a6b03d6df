package io.inkstone.gateway;

import io.inkstone.gateway.settings.GatewaySettings;
import io.inkstone.gateway.settings.GatewayStartException;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the gateway listens, and with what certificate. Plain HTTP stays on this machine unless the operator says that a proxy
 * does TLS: keys and texts would be readable on the way.
 *
 * @param host an address of this machine
 * @param port 0 for a free one
 * @param tls the certificate; empty for plain HTTP
 */
record Listening(String host, int port, Optional<PemKeyCertOptions> tls) {

    // Vert.x shares a negative port among the instances of a verticle: a free one, the same for all.
    private static final int FREE = -1;
    private static final int LOCAL_DOOR = -2;

    /**
     * What the options and settings say.
     *
     * @throws GatewayStartException when plain HTTP would leave this machine, or a file of the certificate cannot be read
     */
    static Listening of(GatewayOptions options, GatewaySettings settings) {
        String host = options.host().orElseGet(settings::host);
        int port = options.port().orElseGet(settings::port);
        Optional<PemKeyCertOptions> tls = settings.tls().map(Listening::certificate);
        if (tls.isEmpty() && !settings.behindProxy() && !isLoopback(host)) {
            throw new GatewayStartException(
                    "The gateway would serve plain HTTP on '" + host + "', which others can reach; set"
                            + " inkstone.gateway.tls.certificate and inkstone.gateway.tls.key, or, where a proxy in front"
                            + " does TLS, inkstone.gateway.behind-proxy: true, or listen on 127.0.0.1.",
                    null);
        }
        return new Listening(host, port, tls);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new GatewayStartException(
                    "The host '" + host + "' is no address of this machine; set inkstone.gateway.host to one, such as"
                            + " 127.0.0.1.",
                    e);
        }
    }

    private static PemKeyCertOptions certificate(GatewaySettings.TlsSettings tls) {
        return new PemKeyCertOptions()
                .setCertPath(readable(tls.certificate(), "certificate"))
                .setKeyPath(readable(tls.key(), "key"));
    }

    private static String readable(Path file, String what) {
        if (!Files.isReadable(file)) {
            throw new GatewayStartException(
                    "The file '" + file + "' of inkstone.gateway.tls." + what + " cannot be read; name a PEM file that"
                            + " the gateway's user may read.",
                    null);
        }
        return file.toAbsolutePath().toString();
    }

    /** Where it serves on this port. */
    String address(int boundPort) {
        String named = host.equals("0.0.0.0") ? "127.0.0.1" : host;
        return (tls.isPresent() ? "https" : "http") + "://" + (named.contains(":") ? "[" + named + "]" : named) + ":"
                + boundPort;
    }

    /** Whether this machine's own commands, which speak plain HTTP to 127.0.0.1, need a door of their own. */
    boolean needsLocalDoor() {
        return tls.isPresent() || !(host.equals("127.0.0.1") || host.equals("localhost") || host.equals("0.0.0.0"));
    }

    /** Plain HTTP on a free port of 127.0.0.1. */
    static void applyLocalDoorTo(HttpServerOptions options) {
        options.setHost("127.0.0.1").setPort(LOCAL_DOOR);
    }

    void applyTo(HttpServerOptions options) {
        options.setHost(host).setPort(port == 0 ? FREE : port);
        tls.ifPresent(certificate -> options.setSsl(true).setKeyCertOptions(certificate));
    }
}
