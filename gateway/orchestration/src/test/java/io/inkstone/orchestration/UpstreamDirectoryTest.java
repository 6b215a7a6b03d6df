package io.inkstone.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Policy;
import io.inkstone.guardrails.openai.RequestRails;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.Replies;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class UpstreamDirectoryTest {

    private final Vertx vertx = Vertx.vertx();
    private final List<String> secondModels = new ArrayList<>(List.of("shared", "second"));

    @AfterEach
    void close() throws Exception {
        get(vertx.close());
    }

    @Test
    void finds_every_upstream_that_lists_a_model_and_means_the_first_model_by_default() throws Exception {
        UpstreamDirectory directory = new UpstreamDirectory(
                List.of(upstream("a", List.of("first", "shared")), upstream("b", secondModels)),
                Optional.empty(),
                Optional.of("second"));

        assertThat(route(directory, ModelCall.Kind.CHAT, "shared")).isEqualTo("a/shared+b/shared");
        assertThat(route(directory, ModelCall.Kind.CHAT, "second")).isEqualTo("b/second");
        assertThat(route(directory, ModelCall.Kind.COMPLETION, "default")).isEqualTo("a/first");
        assertThat(route(directory, ModelCall.Kind.EMBEDDING, "default")).isEqualTo("b/second");
    }

    @Test
    void finds_what_is_configured_whoever_lists_it_and_lists_it_by_its_own_name() throws Exception {
        Map<String, ModelRoute> routes = new LinkedHashMap<>();
        routes.put("second", new ModelRoute(List.of(), List.of("team"), Optional.empty()));
        routes.put(
                "team",
                new ModelRoute(
                        List.of(new ModelRoute.Target("b", "second", 2), new ModelRoute.Target("a", "unlisted", 0)),
                        List.of("nobody's", "second"),
                        Optional.empty()));
        UpstreamDirectory directory = new UpstreamDirectory(
                List.of(upstream("a", List.of("first")), upstream("b", secondModels)),
                Optional.of("team"),
                Optional.empty(),
                routes);

        assertThat(route(directory, ModelCall.Kind.CHAT, "team")).isEqualTo("b/second+a/unlisted");
        get(directory.refresh());
        assertThat(route(directory, ModelCall.Kind.CHAT, "default")).isEqualTo("b/second+a/unlisted, then b/second");
        assertThat(route(directory, ModelCall.Kind.CHAT, "second")).isEqualTo("b/second, then b/second+a/unlisted");
        assertThat(get(directory.models()))
                .extracting(model -> model.path("id").asText())
                .containsExactly("first", "shared", "second", "team");
    }

    @Test
    void finds_a_model_that_appeared_meanwhile() throws Exception {
        UpstreamDirectory directory =
                new UpstreamDirectory(List.of(upstream("b", secondModels)), Optional.empty(), Optional.empty());
        assertThat(route(directory, ModelCall.Kind.CHAT, "shared")).isEqualTo("b/shared");
        secondModels.add("new");
        get(directory.refresh());

        assertThat(route(directory, ModelCall.Kind.CHAT, "new")).isEqualTo("b/new");
    }

    @Test
    void keeps_the_list_of_an_upstream_that_is_down_and_names_it_when_a_model_may_be_there() throws Exception {
        HttpServer server = server(List.of("kept"));
        Upstream upstream = upstream("a", server.actualPort());
        UpstreamDirectory directory = new UpstreamDirectory(List.of(upstream), Optional.empty(), Optional.empty());
        assertThat(route(directory, ModelCall.Kind.CHAT, "kept")).isEqualTo("a/kept");
        get(server.close());
        get(directory.refresh());

        assertThat(route(directory, ModelCall.Kind.CHAT, "kept")).isEqualTo("a/kept");
        assertThatThrownBy(() -> route(directory, ModelCall.Kind.CHAT, "other"))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.status()).isEqualTo(503));
    }

    @Test
    void completes_the_address_of_an_upstream() {
        assertThat(UpstreamOptions.of("a", URI.create("http://h:1"), null).base())
                .hasToString("http://h:1/v1");
        assertThat(UpstreamOptions.of("a", URI.create("https://h/api/v3/"), null)
                        .base())
                .hasToString("https://h/api/v3");
        assertThatThrownBy(() -> UpstreamOptions.of("a", URI.create("ftp://h"), null))
                .hasMessageContaining("expected http://HOST:PORT/v1");
    }

    private Upstream upstream(String name, List<String> models) throws Exception {
        return upstream(name, server(models).actualPort());
    }

    private Upstream upstream(String name, int port) {
        return new Upstream(vertx, UpstreamOptions.of(name, URI.create("http://127.0.0.1:" + port), null));
    }

    private HttpServer server(List<String> models) throws Exception {
        return get(vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .end(Json.write(Replies.models(models.stream()
                                .map(id -> new Replies.Model(id, 1, "test"))
                                .toList()))))
                .listen(0, "127.0.0.1"));
    }

    private static String route(UpstreamDirectory directory, ModelCall.Kind kind, String model) throws Exception {
        ObjectNode body = Json.MAPPER.createObjectNode().put("model", model);
        RequestRails rails = new RequestRails(Policy.standard().guard("chat"), new byte[32], Set.of());
        Caller caller = Caller.of("t", "k", Rights.ALL, Limits.UNLIMITED);
        RequestScope scope = new RequestScope("r", caller, "chat", Instant.EPOCH, rails);
        try {
            Route route = get(directory.route(ModelCall.of(kind, body, scope, Origin.USER)));
            return Stream.concat(Stream.of(route.targets()), route.fallback().stream())
                    .map(targets -> targets.stream()
                            .map(target -> target.upstream().name() + "/" + target.model())
                            .collect(Collectors.joining("+")))
                    .collect(Collectors.joining(", then "));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ApiException known) {
                throw known;
            }
            throw e;
        }
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
