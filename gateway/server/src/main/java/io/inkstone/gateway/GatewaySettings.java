package io.inkstone.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of the gateway, {@code inkstone.gateway.*}. */
@ConfigMapping(prefix = "inkstone.gateway")
public interface GatewaySettings {

    /** The address to listen on; {@code 0.0.0.0} for all. Anything but loopback needs {@link #tls} or {@link #behindProxy}. */
    @WithDefault("127.0.0.1")
    String host();

    /** The certificate to serve HTTPS with; without it HTTP is served. */
    Optional<TlsSettings> tls();

    /** An explicit word that a proxy in front does TLS, so that plain HTTP may leave this machine. */
    @WithDefault("false")
    boolean behindProxy();

    /** The port to listen on; 0 for a free one. */
    @WithDefault("8080")
    int port();

    /** Servers that speak OpenAI's protocol, by name; they join those that the starter of the gateway gives. */
    Map<String, UpstreamSettings> upstreams();

    /** The model that {@code default} means in chats and completions; else the first that is listed. */
    Optional<String> defaultModel();

    /** The model that {@code default} means for embeddings. */
    Optional<String> defaultEmbeddingModel();

    /** Origins of web pages that may call the gateway, as {@code https://office.example.org}. */
    Optional<List<String>> corsOrigins();

    /** What one request and all of them together may take. */
    LimitSettings limits();

    /** PEM files; read at the start. */
    interface TlsSettings {

        /** The file of the certificate, with those between it and the root. */
        Path certificate();

        /** The file of its private key, in PKCS #8. */
        Path key();
    }

    /** One upstream. */
    interface UpstreamSettings {

        /** Its base address, as {@code http://gpu-host:8000/v1}. */
        URI url();

        /** Its key, if it wants one. */
        Optional<String> apiKey();
    }

    /** Bounds. */
    interface LimitSettings {

        /** The most bytes of a JSON body. */
        @WithDefault("8388608")
        int maxBodyBytes();

        /** The most bytes of a multipart body. */
        @WithDefault("33554432")
        int maxUploadBytes();

        /** The most bytes of all uploads that are held at one time. */
        @WithDefault("268435456")
        long maxUploadMemoryBytes();

        /** How long a request may take in all. */
        @WithDefault("PT10M")
        Duration requestTimeout();

        /** How long its body may take to arrive. */
        @WithDefault("PT1M")
        Duration bodyTimeout();

        /** How long a model may take to prove that it can generate a token, before the gateway counts as not ready. */
        @WithDefault("PT20S")
        Duration readinessTimeout();

        /** The most connections at one time; further ones are closed. */
        @WithDefault("1024")
        int maxConnections();

        /** The most requests at one time; further ones are answered with 503. */
        @WithDefault("512")
        int maxRequests();

        /** The most operations that run at one time. */
        @WithDefault("64")
        int maxOperations();

        /** The most live connections at one time. */
        @WithDefault("64")
        int maxLive();
    }
}
