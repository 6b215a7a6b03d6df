package io.inkstone.gateway.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.Json;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Asks an issuer, with a bound on everything: connections, waiting requests, bytes, time. Follows no redirect. Thread-safe. */
final class IssuerHttp {

    private static final int MAX_BODY_BYTES = 1024 * 1024;
    private static final int MAX_CONNECTIONS = 16;
    private static final int MAX_WAITING = 256;
    private static final int CONNECT_MILLIS = 3000;

    /**
     * What came back.
     *
     * @param status the HTTP status
     * @param body the JSON object; empty when the body is none
     */
    record Reply(int status, ObjectNode body) {}

    private final Vertx vertx;
    private final HttpClient client;

    IssuerHttp(Vertx vertx) {
        this.vertx = vertx;
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setKeepAliveTimeout(30)
                        .setDecompressionSupported(false))
                .with(new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS).setMaxWaitQueueSize(MAX_WAITING))
                .build();
    }

    /** The JSON object at an address; fails for any other status than 200. */
    Future<ObjectNode> get(URI address, Duration timeout) {
        RequestOptions options = to(HttpMethod.GET, address);
        return exchange(options, Buffer.buffer(), timeout).map(reply -> {
            if (reply.status() != 200) {
                throw new IllegalStateException("HTTP status " + reply.status());
            }
            return reply.body();
        });
    }

    /** Sends a form with an access token. */
    Future<Reply> post(URI address, String accessToken, String form, Duration timeout) {
        RequestOptions options = to(HttpMethod.POST, address)
                .putHeader("authorization", "Bearer " + accessToken)
                .putHeader("content-type", "application/x-www-form-urlencoded");
        return exchange(options, Buffer.buffer(form), timeout);
    }

    private static RequestOptions to(HttpMethod method, URI address) {
        return new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(address.toString())
                .putHeader("accept", "application/json");
    }

    private Future<Reply> exchange(RequestOptions options, Buffer body, Duration timeout) {
        Promise<Reply> promise = Promise.promise();
        // On an event loop, since off it the body could arrive before anyone listens to it.
        vertx.runOnContext(ignored -> client.request(options)
                .compose(request -> {
                    promise.future().onFailure(late -> request.reset());
                    return request.send(body);
                })
                .compose(response -> read(response).map(read -> new Reply(response.statusCode(), parse(read))))
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(promise));
        return promise.future();
    }

    private static Future<Buffer> read(HttpClientResponse response) {
        Promise<Buffer> whole = Promise.promise();
        Buffer collected = Buffer.buffer();
        HttpClientRequest request = response.request();
        response.exceptionHandler(whole::tryFail);
        response.endHandler(end -> whole.tryComplete(collected));
        response.handler(part -> {
            if (collected.length() + part.length() > MAX_BODY_BYTES) {
                whole.tryFail("its answer is larger than " + MAX_BODY_BYTES + " bytes");
                request.reset();
                return;
            }
            collected.appendBuffer(part);
        });
        return whole.future();
    }

    private static ObjectNode parse(Buffer body) {
        try {
            if (Json.MAPPER.readTree(body.getBytes()) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            // Taken for an empty object: whoever reads it misses what should be there.
        }
        return Json.MAPPER.createObjectNode();
    }
}
