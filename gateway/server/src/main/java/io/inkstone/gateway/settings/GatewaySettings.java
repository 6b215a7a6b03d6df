package io.inkstone.gateway.settings;

import io.inkstone.gateway.identity.OidcSettings;
import io.inkstone.gateway.telemetry.TelemetrySettings;
import io.inkstone.orchestration.CacheScope;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithUnnamedKey;
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

    /** Where the calls of a model go, by the name that callers use; a model without an entry goes to every upstream that lists it. */
    Map<String, ModelSettings> models();

    /** How often a failed call is sent to the same upstream again. */
    RetrySettings retry();

    /**
     * Who shares what a model server has read of prompts: {@code user}, {@code tenant}, or {@code all}. Sharing is quicker where many
     * prompts begin alike, and lets those who share find out what the others have asked.
     */
    @WithDefault("user")
    CacheScope promptCache();

    /** The model that {@code default} means in chats and completions; else the first that is listed. */
    Optional<String> defaultModel();

    /** The model that {@code default} means for embeddings. */
    Optional<String> defaultEmbeddingModel();

    /** Origins of web pages that may call the gateway, as {@code https://office.example.org}. */
    Optional<List<String>> corsOrigins();

    /** Where tenants, keys, audit records and policies are kept. */
    StateSettings state();

    /** Whether several gateways work on the same state; they need a server for it, and one for the counters. */
    @WithDefault("false")
    boolean replicas();

    /** How the use of tenants, keys and users is counted. */
    QuotaSettings quotas();

    /** The address that clients know the gateway by, as {@code https://ai.example.org}; else what each request names. */
    Optional<URI> publicAddress();

    /**
     * OpenID Connect issuers whose access tokens are taken: one, as {@code oidc.issuer}, or several, by a name of your own, as
     * {@code oidc.acme.issuer}.
     */
    @WithUnnamedKey("issuer")
    Map<String, OidcSettings> oidc();

    /** What one request and all of them together may take. */
    LimitSettings limits();

    /** What tenants may leave with the gateway. */
    FileSettings files();

    /** How batches are run. */
    BatchSettings batches();

    /** What is told outside about requests. */
    TelemetrySettings telemetry();

    /** Files. */
    interface FileSettings {

        /** The most files of one tenant. */
        @WithDefault("1000")
        int maxFiles();

        /** The most bytes of all files of one tenant; one file is bounded by {@code limits.max-upload-bytes}. */
        @WithDefault("1073741824")
        long maxBytes();

        /** How long a file is kept at most, from its upload on. */
        @WithDefault("P30D")
        Duration keep();
    }

    /** Batches. */
    interface BatchSettings {

        /** The most batches of one tenant that are not over. */
        @WithDefault("20")
        int maxUnfinished();

        /** How many lines of all batches are under way at one time; as many slots of an engine are not free for others. */
        @WithDefault("1")
        int concurrency();
    }

    /** PEM files; read at the start. */
    interface TlsSettings {

        /** The file of the certificate, with those between it and the root. */
        Path certificate();

        /** The file of its private key, in PKCS #8. */
        Path key();
    }

    /** Counting. */
    interface QuotaSettings {

        /** Where several gateways count together. */
        RedisSettings redis();

        /** Requests of batches begin only while fewer calls of models than this wait or run. */
        @WithDefault("1")
        int batchBelow();
    }

    /** A Redis server. */
    interface RedisSettings {

        /** Its address, as {@code redis://:password@host:6379}; without it this gateway counts in its own memory. */
        Optional<String> url();

        /** How long it may take to count. */
        @WithDefault("PT1S")
        Duration timeout();

        /** How long what a gateway has set aside outlives it. */
        @WithDefault("PT30S")
        Duration lease();

        /** What becomes of requests that it cannot count. */
        @WithDefault("refuse")
        WhenUnavailable whenUnavailable();
    }

    /** What becomes of requests that cannot be counted. */
    enum WhenUnavailable {
        /** They are answered with 503 {@code quota_store_unavailable}. */
        REFUSE,
        /** They pass, and nobody counts them. */
        ADMIT
    }

    /** One upstream. */
    interface UpstreamSettings {

        /** Its base address, as {@code http://gpu-host:8000/v1}. */
        URI url();

        /** Its key, if it wants one. */
        Optional<String> apiKey();

        /** The most connections at one time; as many requests again may wait for one. A stream holds one until it ends. */
        @WithDefault("1024")
        int maxConnections();

        /** How long connecting may take. */
        @WithDefault("PT3S")
        Duration connectTimeout();

        /** How long a stream's first chunk may take. */
        @WithDefault("PT5M")
        Duration firstChunkTimeout();

        /** How long a stream may be silent after that, while its caller reads. */
        @WithDefault("PT1M")
        Duration idleTimeout();

        /** How long one answer may take in all. */
        @WithDefault("PT10M")
        Duration timeout();

        /** When it is left alone because it fails. */
        BreakerSettings breaker();

        /**
         * Whether it takes {@code cache_salt}, as vLLM does; without it all callers share what it has read. model-core, which the
         * gateway is started with, takes it.
         */
        @WithDefault("false")
        boolean cacheSalt();
    }

    /** A circuit breaker, in MicroProfile Fault Tolerance's terms. */
    interface BreakerSettings {

        /** The share of failures among the last attempts from which on the upstream is left alone. */
        @WithDefault("0.5")
        double failureRatio();

        /** How many attempts are looked at; with fewer it is never left alone. */
        @WithDefault("20")
        int requestVolumeThreshold();

        /** For how long. */
        @WithDefault("PT5S")
        Duration delay();

        /** How many trials follow. */
        @WithDefault("1")
        int successThreshold();
    }

    /** Where one model's calls go. */
    interface ModelSettings {

        /** Who serves it; else every upstream that lists it, in equal shares. */
        Optional<List<TargetSettings>> targets();

        /** Names of models that answer in its place when none of its targets does, for tenants that may ask them. */
        Optional<List<String>> fallback();

        /** How long a completion that is no stream may take before a second target is asked as well; never when it is not set. */
        Optional<Duration> hedgeAfter();

        /** The most tokens that one answer may have, and what one may have that is asked for without a limit. */
        Optional<Long> maxTokens();

        /** The most tokens that the model's chat template adds to a conversation as a whole; 32 when nothing is said. */
        Optional<Long> templateTokens();

        /**
         * The most tokens that one picture, sound or file in a message takes. Callers whose tokens are limited may send none
         * where it is not set.
         */
        Optional<Long> mediaTokens();
    }

    /** One server of a model. */
    interface TargetSettings {

        /** The upstream's name. */
        String upstream();

        /** What the upstream calls the model, if not the same. */
        Optional<String> model();

        /** Its share of the calls, in proportion to the other targets' weights; 0 for none but when they fail. */
        @WithDefault("1")
        int weight();
    }

    /** Retries; asking another upstream is none. */
    interface RetrySettings {

        /** The most for one call. */
        @WithDefault("2")
        int maxRetries();

        /** The wait before the first; it doubles with each, less a random part. */
        @WithDefault("PT0.1S")
        Duration backOff();

        /** The longest wait; when an upstream's {@code Retry-After} says more, its error goes to the caller. */
        @WithDefault("PT2S")
        Duration maxDelay();

        /** The share of an upstream's requests of the last ten seconds that may be retried or hedged. */
        @WithDefault("0.2")
        double budgetRatio();

        /** How many may be, in ten seconds, however few requests there were. */
        @WithDefault("3")
        int budgetFloor();
    }

    /** The state: a file in the data folder, unless a server is named. */
    interface StateSettings {

        /** A PostgreSQL server, as {@code jdbc:postgresql://host:5432/inkstone}, without a password. */
        Optional<String> url();

        /** Whose tables they are. */
        @WithDefault("inkstone")
        String user();

        /** The user's password, best given by the environment's {@code INKSTONE_GATEWAY_STATE_PASSWORD}. */
        Optional<String> password();
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
        @WithDefault("4096")
        int maxConnections();

        /**
         * The most requests at one time, streams that are not over among them; further ones are answered with 503. What their
         * bodies take together is bounded by {@link #maxUploadMemoryBytes}.
         */
        @WithDefault("2048")
        int maxRequests();

        /** The most operations that run at one time. */
        @WithDefault("64")
        int maxOperations();

        /** The most live connections at one time. */
        @WithDefault("64")
        int maxLive();
    }
}
