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

    /** What one request and all of them together may take. */
    LimitSettings limits();

    /** What holds for single models, by name. */
    Map<String, ModelSettings> models();

    /** How requests and tokens are counted. */
    QuotaSettings quotas();

    /** One model. */
    interface ModelSettings {

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

    /** Counting. */
    interface QuotaSettings {

        /** Where several gateways count together. */
        RedisSettings redis();

        /** Requests of batches begin only while fewer calls of models than this wait or run. */
        @WithDefault("4")
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
