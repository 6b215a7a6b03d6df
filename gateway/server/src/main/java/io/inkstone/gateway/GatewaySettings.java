package io.inkstone.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of the gateway, {@code inkstone.gateway.*}. */
@ConfigMapping(prefix = "inkstone.gateway")
public interface GatewaySettings {

    /** The address to listen on; {@code 0.0.0.0} for all. */
    @WithDefault("127.0.0.1")
    String host();

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

    /** Where tenants, keys, audit records and policies are kept. */
    StateSettings state();

    /** Whether several gateways work on the same state; they need a server for it, and one for the counters. */
    @WithDefault("false")
    boolean replicas();

    /** How the use of tenants, keys and users is counted. */
    QuotaSettings quotas();

    /** What one request and all of them together may take. */
    LimitSettings limits();

    /** One upstream. */
    interface UpstreamSettings {

        /** Its base address, as {@code http://gpu-host:8000/v1}. */
        URI url();

        /** Its key, if it wants one. */
        Optional<String> apiKey();
    }

    /** Counting. */
    interface QuotaSettings {

        /** Where several gateways count together. */
        RedisSettings redis();
    }

    /** A Redis server. */
    interface RedisSettings {

        /** Its address, as {@code redis://:password@host:6379}; without it this gateway counts in its own memory. */
        Optional<String> url();
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
