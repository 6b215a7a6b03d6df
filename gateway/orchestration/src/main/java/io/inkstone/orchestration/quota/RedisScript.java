package io.inkstone.orchestration.quota;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The script of the quotas, run in Redis over one connection, so that steps are taken in the order in which this process asks for
 * them. Connects when it is first asked, and again after the connection is lost. Thread-safe.
 */
final class RedisScript implements AutoCloseable {

    private static final int MOST_WAITING = 16_384;
    private static final String SOURCE = source();

    private final Vertx vertx;
    private final String url;
    private final Context context;
    private final Duration timeout;

    private volatile Redis redis;

    /** Touched on the context alone, as is all below. */
    private @Nullable Future<RedisConnection> connection;

    private @Nullable String hash;

    /**
     * @param url as {@code redis://[:password@]host[:port][/database]}, {@code rediss://…} or {@code unix://path}
     * @param timeout how long a step may take
     */
    RedisScript(Vertx vertx, String url, Duration timeout) {
        this.vertx = vertx;
        this.url = url;
        this.redis = newClient();
        this.context = vertx.getOrCreateContext();
        this.timeout = timeout;
    }

    /** Runs one step; fails when Redis cannot be asked, or not in time. */
    Future<Response> run(List<String> keys, List<String> arguments) {
        Promise<Response> promise = Promise.promise();
        context.runOnContext(ignored -> {
            Future<RedisConnection> open = connected();
            open.compose(on -> evaluate(on, keys, arguments))
                    .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .onFailure(cause -> lost(cause, open))
                    .onComplete(promise);
        });
        return promise.future();
    }

    @Override
    public void close() {
        redis.close();
    }

    private Future<Response> evaluate(RedisConnection open, List<String> keys, List<String> arguments) {
        String loaded = hash;
        if (loaded == null) {
            return load(open).compose(done -> evaluate(open, keys, arguments));
        }
        return open.send(command(loaded, keys, arguments)).recover(failure -> {
            // A server that was restarted has forgotten it.
            boolean unknown = String.valueOf(failure.getMessage()).startsWith("NOSCRIPT");
            return unknown
                    ? load(open).compose(done -> open.send(command(Objects.requireNonNull(hash), keys, arguments)))
                    : Future.failedFuture(failure);
        });
    }

    private static Request command(String hash, List<String> keys, List<String> arguments) {
        Request request = Request.cmd(Command.EVALSHA).arg(hash).arg(keys.size());
        keys.forEach(request::arg);
        arguments.forEach(request::arg);
        return request;
    }

    private Future<Void> load(RedisConnection open) {
        return open.send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(SOURCE)).map(loaded -> {
            hash = loaded.toString();
            return null;
        });
    }

    private Future<RedisConnection> connected() {
        Future<RedisConnection> known = connection;
        if (known != null && !known.failed()) {
            return known;
        }
        Future<RedisConnection> connecting = redis.connect();
        connection = connecting;
        connecting.onSuccess(open -> {
            open.exceptionHandler(cause -> forget(connecting));
            open.endHandler(end -> forget(connecting));
        });
        return connecting;
    }

    private void forget(Future<RedisConnection> lost) {
        context.runOnContext(ignored -> {
            if (connection == lost) {
                connection = null;
            }
        });
    }

    /** A connection whose answers do not come is given up, with its pool. An error that Redis tells is an answer. */
    private void lost(Throwable cause, Future<RedisConnection> on) {
        if (!(cause instanceof Response) && connection == on) {
            connection = null;
            redis.close();
            redis = newClient();
        }
    }

    private Redis newClient() {
        return Redis.createClient(
                vertx, new RedisOptions().setConnectionString(url).setMaxWaitingHandlers(MOST_WAITING));
    }

    private static String source() {
        try (InputStream in = Objects.requireNonNull(RedisScript.class.getResourceAsStream("quotas.lua"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the script of the quotas cannot be read", e);
        }
    }
}
