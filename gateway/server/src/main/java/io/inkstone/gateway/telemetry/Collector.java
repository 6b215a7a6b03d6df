package io.inkstone.gateway.telemetry;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The address of something that takes OTLP over HTTP. Says once, in our log, that it does not take what is sent, and once that
 * it does again.
 */
final class Collector {

    static final Duration SEND_TIMEOUT = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

    /** The exporters' own, which would say the same again and again, with its stack. Held, since Java's loggers are not by themselves. */
    private static final java.util.logging.Logger OWN = java.util.logging.Logger.getLogger("io.opentelemetry.exporter");

    private final URI endpoint;
    private final String what;
    private final AtomicBoolean losing = new AtomicBoolean();

    /** @param what is sent there, for messages */
    Collector(URI endpoint, String what) {
        this.endpoint = endpoint;
        this.what = what;
        OWN.setLevel(Level.OFF);
    }

    /**
     * The address as exporters want it.
     *
     * @param key of the setting that it comes from
     * @param path added where there is none
     * @throws IllegalArgumentException when it is none
     */
    String address(String key, String path) {
        String scheme = endpoint.getScheme();
        if (endpoint.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException(key + " is '" + endpoint
                    + "'; expected http://HOST:4318 or https://…, a collector that takes OTLP");
        }
        String given = endpoint.getPath();
        return given.isEmpty() || given.equals("/") ? endpoint.resolve(path).toString() : endpoint.toString();
    }

    /** An attempt is over. */
    void tell(boolean taken) {
        if (taken && losing.compareAndSet(true, false)) {
            LOG.warn("The collector {} takes {} again", host(), what);
        } else if (!taken && losing.compareAndSet(false, true)) {
            LOG.warn("The collector {} does not take {}; they are lost until it does", host(), what);
        }
    }

    /** Without what else an address may hold. */
    private String host() {
        return endpoint.getHost() + (endpoint.getPort() == -1 ? "" : ":" + endpoint.getPort());
    }
}
