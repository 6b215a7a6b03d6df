package io.inkstone.lsp.gateway;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.inkstone.lsp.call.HandedFuture;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks the gateway over HTTP/1.1. Cancelling a future that it gives closes the connection, by which the gateway learns
 * that nobody waits: it stops the engine. Thread-safe.
 */
public final class GatewayConnection {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration COMPLETE_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ASSIST_TIMEOUT = Duration.ofMinutes(5);
    private static final String OPERATIONS = "v1/connectors/code/";

    private final Gson gson = new Gson();
    private final HttpClient http;
    private final Executor workers;
    private final TokenSource tokens;
    private final Consumer<GatewayAnswered> listener;
    private volatile URI base;
    private volatile String acceptLanguage = "en";

    /** What a request told of the gateway's state. */
    public record GatewayAnswered(GatewayState state, String message, int retryAfterSeconds) {}

    /**
     * @param workers for what blocks: the token
     * @param listener told after each request how the gateway stands; must be quick
     */
    public GatewayConnection(URI base, Credentials credentials, Executor workers, Consumer<GatewayAnswered> listener) {
        this.base = base;
        this.workers = workers;
        this.tokens = new TokenSource(credentials);
        this.listener = listener;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(workers)
                .build();
    }

    public URI base() {
        return base;
    }

    /** Goes to another gateway from the next request on. */
    public void moveTo(URI gateway) {
        base = gateway;
        tokens.forget();
    }

    /** Takes a key of the editor's in place of the handed-in credentials; an empty one gives those back. */
    public void useKey(String key) {
        tokens.use(key);
    }

    /** The next request reads the token anew. */
    public void signedIn() {
        tokens.forget();
    }

    /** The language of the messages that the gateway sends, as in {@code accept-language}. */
    public void language(Locale locale) {
        acceptLanguage = locale.toLanguageTag();
    }

    /** Asks for completions. */
    public CompletableFuture<CompletionAnswer> complete(CompletionRequest request) {
        return post("complete", request.toJson(), COMPLETE_TIMEOUT)
                .map(response -> CompletionAnswer.of(json(response)))
                .future();
    }

    /** Hands counts in. */
    public CompletableFuture<Void> feedback(List<FeedbackEvent> events) {
        JsonArray all = new JsonArray();
        events.forEach(event -> all.add(event.toJson()));
        JsonObject body = new JsonObject();
        body.add("events", all);
        return post("feedback", body, SHORT_TIMEOUT).<Void>map(response -> null).future();
    }

    /**
     * Asks for a longer text that streams.
     *
     * @param operation {@code explain}, {@code fix}, {@code test} or {@code comment}
     * @param partial takes each piece of text as it comes, on a worker thread
     * @return the whole result
     */
    public CompletableFuture<JsonObject> assist(String operation, JsonObject input, Consumer<String> partial) {
        HttpRequest.Builder request = request(OPERATIONS + operation, ASSIST_TIMEOUT)
                .header("content-type", "application/json")
                .header("accept", "text/event-stream")
                .POST(BodyPublishers.ofString(gson.toJson(input)));
        AssistEvents events = new AssistEvents(gson, partial);
        return send(request, info -> events.subscriber(info.statusCode()), true)
                .map(response -> events.result())
                .quietly();
    }

    /** Looks whether the gateway answers, knows the token and has the code assistant. The listener is told. */
    public CompletableFuture<Void> probe() {
        return send(request("v1/connectors", SHORT_TIMEOUT).GET(), BodyHandlers.ofString(), true)
                .<Void>map(response -> {
                    if (!response.contains("\"complete\"")) {
                        throw new GatewayException(
                                GatewayState.UNSUPPORTED,
                                "the gateway at " + base + " has no operation code/complete; expected a newer one");
                    }
                    return null;
                })
                .future();
    }

    private Call<String> post(String operation, JsonObject body, Duration timeout) {
        HttpRequest.Builder request = request(OPERATIONS + operation, timeout)
                .header("content-type", "application/json")
                .header("accept", "application/json")
                .POST(BodyPublishers.ofString(gson.toJson(body)));
        return send(request, BodyHandlers.ofString(), true);
    }

    private HttpRequest.Builder request(String path, Duration timeout) {
        String root = base.toString().replaceAll("/+$", "");
        return HttpRequest.newBuilder(URI.create(root + "/" + path))
                .timeout(timeout)
                .header("accept-language", acceptLanguage);
    }

    /** A request under way: what it will give, and the exchange that is ended when nobody wants that any more. */
    private final class Call<T> {

        private final CompletableFuture<T> answer;
        private final Runnable abort;

        private Call(CompletableFuture<T> answer, Runnable abort) {
            this.answer = answer;
            this.abort = abort;
        }

        <U> Call<U> map(Function<T, U> next) {
            return new Call<>(answer.thenApply(next), abort);
        }

        /** Hands cancellation down; who asked is told of errors, nobody else. */
        CompletableFuture<T> quietly() {
            return HandedFuture.of(answer, abort);
        }

        /** Tells the listener, and hands cancellation down to the exchange. */
        CompletableFuture<T> future() {
            return HandedFuture.of(answer.whenComplete((value, failure) -> report(failure)), abort);
        }
    }

    private Call<String> send(HttpRequest.Builder request, BodyHandler<String> body, boolean authenticated) {
        Exchange exchange = new Exchange();
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(tokens::token, workers)
                .thenCompose(token -> {
                    if (authenticated && token.isEmpty()) {
                        throw new GatewayException(
                                GatewayState.SIGNED_OUT,
                                "nobody is signed in; expected a login or the key in INKSTONE_API_KEY");
                    }
                    token.ifPresent(value -> request.setHeader("authorization", "Bearer " + value));
                    return exchange.start(http, request.build(), body);
                })
                .handle((response, failure) -> {
                    if (failure != null) {
                        throw translated(failure);
                    }
                    return checked(response);
                });
        return new Call<>(answer, exchange::abort);
    }

    /** The HTTP exchange, which may be ended before it began. */
    private static final class Exchange {

        private @Nullable CompletableFuture<HttpResponse<String>> running;
        private boolean ended;

        synchronized CompletableFuture<HttpResponse<String>> start(
                HttpClient http, HttpRequest request, BodyHandler<String> body) {
            if (ended) {
                return CompletableFuture.failedFuture(new CancellationException());
            }
            CompletableFuture<HttpResponse<String>> started = http.sendAsync(request, body);
            running = started;
            return started;
        }

        synchronized void abort() {
            ended = true;
            if (running != null) {
                running.cancel(true);
            }
        }
    }

    private String checked(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status == 200) {
            return response.body();
        }
        if (status == 401) {
            tokens.forget();
        }
        int retry = response.headers()
                .firstValue("retry-after")
                .flatMap(GatewayConnection::number)
                .orElse(0);
        throw new GatewayException(stateOf(status), message(response), retry, null);
    }

    private static GatewayState stateOf(int status) {
        return switch (status) {
            case 401, 403 -> GatewayState.SIGNED_OUT;
            // It refuses this one request: a rail, a limit of a field.
            case 400, 413, 422 -> GatewayState.READY;
            case 404, 405 -> GatewayState.UNSUPPORTED;
            case 429 -> GatewayState.QUOTA;
            case 502, 503, 504 -> GatewayState.OFFLINE;
            default -> GatewayState.FAILING;
        };
    }

    private GatewayException translated(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof GatewayException known) {
            return known;
        }
        if (cause instanceof IOException) {
            String message = "the gateway at " + base + " does not answer ("
                    + cause.getClass().getSimpleName() + "); expected a running one: ./inkstone up";
            return new GatewayException(GatewayState.OFFLINE, message, 0, cause);
        }
        if (cause instanceof IllegalStateException) {
            return new GatewayException(GatewayState.SIGNED_OUT, String.valueOf(cause.getMessage()), 0, cause);
        }
        return new GatewayException(
                GatewayState.FAILING,
                "a fault of the language server: " + cause.getClass().getName(),
                0,
                cause);
    }

    private void report(@Nullable Throwable failure) {
        if (failure == null) {
            listener.accept(new GatewayAnswered(GatewayState.READY, "", 0));
            return;
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        boolean cancelled = cause instanceof GatewayException told && told.getCause() instanceof CancellationException;
        if (cause instanceof GatewayException told && !cancelled) {
            String message = told.state() == GatewayState.READY ? "" : String.valueOf(told.getMessage());
            listener.accept(new GatewayAnswered(told.state(), message, told.retryAfterSeconds()));
        }
    }

    private JsonObject json(String body) {
        try {
            JsonObject json = gson.fromJson(body, JsonObject.class);
            if (json != null) {
                return json;
            }
        } catch (JsonParseException | ClassCastException e) {
            // Said below.
        }
        throw new GatewayException(
                GatewayState.FAILING, "what is at " + base + " does not answer in JSON; expected a gateway");
    }

    private String message(HttpResponse<String> response) {
        try {
            return json(response.body()).getAsJsonObject("error").get("message").getAsString();
        } catch (RuntimeException e) {
            return "the gateway at " + base + " answers with HTTP " + response.statusCode();
        }
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
