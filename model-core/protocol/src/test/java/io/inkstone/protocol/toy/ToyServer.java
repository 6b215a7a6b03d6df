package io.inkstone.protocol.toy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.ChatRequest;
import io.inkstone.protocol.CompletionRequest;
import io.inkstone.protocol.EmbeddingRequest;
import io.inkstone.protocol.Gbnf;
import io.inkstone.protocol.GenerationRequest;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.JsonSchemaGrammar;
import io.inkstone.protocol.OutputFormat;
import io.inkstone.protocol.Replies;
import io.inkstone.protocol.Sse;
import io.inkstone.protocol.Usage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Serves {@link ToyModel} over the protocol, in the order in which a server should: key, JSON, model, abilities, size. */
final class ToyServer implements AutoCloseable {

    static final String MODEL = "toy";
    static final String EMBEDDER = "toy-embed";

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String token;

    private ToyServer(HttpServer http, String token) {
        this.http = http;
        this.token = token;
    }

    static ToyServer start(String token) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ToyServer server = new ToyServer(http, token);
        http.createContext("/", server::handle);
        http.setExecutor(server.threads);
        http.start();
        return server;
    }

    URI baseUri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("x-request-id", UUID.randomUUID().toString());
            try {
                route(exchange);
            } catch (ApiException e) {
                reply(exchange, e.status(), e.toJson());
            }
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            throw ApiException.unauthorized("Send the key.");
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        switch (exchange.getRequestURI().getPath()) {
            case "/v1/models" ->
                reply(
                        exchange,
                        200,
                        Replies.models(
                                List.of(new Replies.Model(MODEL, 1, "us"), new Replies.Model(EMBEDDER, 1, "us"))));
            case "/v1/chat/completions" -> chat(exchange, ChatRequest.parse(Json.parseObject(body)));
            case "/v1/completions" -> complete(exchange, CompletionRequest.parse(Json.parseObject(body)));
            case "/v1/embeddings" -> embed(exchange, EmbeddingRequest.parse(Json.parseObject(body)));
            default -> throw ApiException.notFound("not_found", "There is no such route.");
        }
    }

    private static void requireModel(String wanted, String known) {
        if (!wanted.equals(known)) {
            throw ApiException.notFound("model_not_found", "There is no such model.");
        }
    }

    private static void requireAbilities(GenerationRequest request) {
        if (request.logprobs() || request.toolsGiven()) {
            throw ApiException.invalidRequest("unsupported_parameter", "tools", "No tools, no probabilities.");
        }
    }

    private void chat(HttpExchange exchange, ChatRequest request) throws IOException {
        String prompt = request.messages().stream()
                .map(message -> message.role() + ": " + message.content())
                .collect(Collectors.joining("\n"));
        List<ToyModel.Answer> answers = answers(request, prompt);
        Replies.Head head = Replies.Head.chat(request.model());
        if (!request.stream()) {
            reply(exchange, 200, Replies.chat(head, choices(answers), usage(prompt, answers)));
            return;
        }
        try (OutputStream out = startStream(exchange)) {
            for (int i = 0; i < answers.size(); i++) {
                write(out, Sse.encode(Replies.chatStart(head, i)));
                for (String token : split(answers.get(i).text())) {
                    write(out, Sse.encode(Replies.chatDelta(head, i, token)));
                }
                write(out, Sse.encode(Replies.chatEnd(head, i, answers.get(i).finishReason())));
            }
            if (request.includeUsage()) {
                write(out, Sse.encode(Replies.chatUsage(head, usage(prompt, answers))));
            }
            write(out, Sse.encodeDone());
        }
    }

    private void complete(HttpExchange exchange, CompletionRequest request) throws IOException {
        List<ToyModel.Answer> answers = request.suffix().isPresent()
                ? List.of(new ToyModel.Answer("a + b", 2, Replies.STOP))
                : answers(request, request.prompt());
        Replies.Head head = Replies.Head.completion(request.model());
        if (!request.stream()) {
            reply(exchange, 200, Replies.completion(head, choices(answers), usage(request.prompt(), answers)));
            return;
        }
        try (OutputStream out = startStream(exchange)) {
            for (int i = 0; i < answers.size(); i++) {
                for (String token : split(answers.get(i).text())) {
                    write(out, Sse.encode(Replies.completionDelta(head, i, token)));
                }
                write(
                        out,
                        Sse.encode(Replies.completionEnd(head, i, answers.get(i).finishReason())));
            }
            write(out, Sse.encodeDone());
        }
    }

    private static List<ToyModel.Answer> answers(GenerationRequest request, String prompt) {
        requireModel(request.model(), MODEL);
        requireAbilities(request);
        Gbnf grammar = Gbnf.parse(grammar(request.format()));
        if (ToyModel.tokens(prompt) >= ToyModel.CONTEXT_TOKENS) {
            throw ApiException.invalidRequest(
                    "context_length_exceeded", "messages", "Only " + ToyModel.CONTEXT_TOKENS + " tokens fit.");
        }
        List<ToyModel.Answer> answers = new ArrayList<>();
        for (int i = 0; i < request.choices(); i++) {
            answers.add(ToyModel.write(request, grammar, prompt));
        }
        return answers;
    }

    private static String grammar(OutputFormat format) {
        if (format instanceof OutputFormat.GbnfText text) {
            return text.grammar();
        }
        if (format instanceof OutputFormat.JsonSchema schema) {
            return JsonSchemaGrammar.toGbnf(schema.schema());
        }
        return format instanceof OutputFormat.JsonObject
                ? JsonSchemaGrammar.anyObject()
                : "root ::= ([a-z]{2,7} \" \"){100}";
    }

    private static Usage usage(String prompt, List<ToyModel.Answer> answers) {
        return new Usage(
                ToyModel.tokens(prompt),
                answers.stream().mapToInt(ToyModel.Answer::tokens).sum(),
                0);
    }

    private static List<Replies.Choice> choices(List<ToyModel.Answer> answers) {
        List<Replies.Choice> choices = new ArrayList<>();
        for (ToyModel.Answer answer : answers) {
            choices.add(new Replies.Choice(choices.size(), answer.text(), answer.finishReason()));
        }
        return choices;
    }

    private static void embed(HttpExchange exchange, EmbeddingRequest request) throws IOException {
        requireModel(request.model(), EMBEDDER);
        List<float[]> vectors = request.inputs().stream().map(ToyModel::embed).toList();
        int tokens = request.inputs().stream().mapToInt(ToyModel::tokens).sum();
        reply(exchange, 200, Replies.embeddings(request.model(), vectors, request.base64(), tokens));
    }

    private static List<String> split(String text) {
        return text.codePoints().mapToObj(Character::toString).toList();
    }

    private static OutputStream startStream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", Sse.CONTENT_TYPE);
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    private static void write(OutputStream out, String event) throws IOException {
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void reply(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
