package io.inkstone.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.guardrails.Origin;
import io.inkstone.orchestration.ModelCall;
import io.inkstone.orchestration.ModelReply;
import io.inkstone.orchestration.ModelRing;
import io.inkstone.orchestration.RequestScope;
import io.inkstone.orchestration.UpstreamDirectory;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.inkstone.protocol.Usage;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Orders documents by what they say to a question: by a reranker, where the model that is named is one; else by the cosine
 * between embeddings of the default embedding model, which the answer then names.
 */
record RerankEndpoint(ModelRing ring) implements Endpoint {

    /** The most texts of one call for embeddings. */
    private static final int MOST_INPUTS = 256;

    @Override
    public String path() {
        return ModelCall.Kind.RERANK.path();
    }

    @Override
    public String operation() {
        return "rerank";
    }

    @Override
    public Future<Reply> ask(ObjectNode body, RequestScope scope) {
        RerankRequest request;
        try {
            request = RerankRequest.parse(body);
        } catch (ApiException e) {
            return Future.failedFuture(e);
        }
        Future<ModelReply.Whole> scored = request.model().equals(UpstreamDirectory.DEFAULT_MODEL)
                ? byEmbeddings(request, scope)
                : byReranker(request, scope)
                        .recover(failure -> servesNoReranker(failure)
                                ? byEmbeddings(request, scope)
                                : Future.failedFuture(failure));
        return scored.map(answer -> new Reply(answer, StreamForm.ofChunks()));
    }

    /** An upstream without the route says so with its status; a model that is not there is another matter. */
    private static boolean servesNoReranker(Throwable failure) {
        return failure instanceof ApiException e
                && (e.code().equals("upstream_lacks_route")
                        || e.status() == 405
                        || e.status() == 501
                        || (e.status() == 404 && !e.code().equals("model_not_found")));
    }

    private Future<ModelReply.Whole> byReranker(RerankRequest request, RequestScope scope) {
        // Never asked to send the documents back: what it has are the masked ones.
        ObjectNode body = Json.MAPPER
                .createObjectNode()
                .put("model", request.model())
                .put("query", request.query())
                .put("return_documents", false);
        ArrayNode documents = body.putArray("documents");
        request.documents().forEach(documents::add);
        return call(ModelCall.Kind.RERANK, body, scope)
                .map(told -> new ModelReply.Whole(
                        RerankScores.told(told.json(), request).answer(request), told.upstream()));
    }

    private Future<ModelReply.Whole> byEmbeddings(RerankRequest request, RequestScope scope) {
        return embed(
                request, scope, 0, new RerankScores.ByCosine(request.documents().size()));
    }

    /** The question first, and then the documents, as many at a time as one call takes. */
    private Future<ModelReply.Whole> embed(
            RerankRequest request, RequestScope scope, int from, RerankScores.ByCosine vectors) {
        ObjectNode body = Json.MAPPER
                .createObjectNode()
                .put("model", UpstreamDirectory.DEFAULT_MODEL)
                .put("encoding_format", "float");
        ArrayNode input = body.putArray("input");
        int all = request.documents().size() + 1;
        int to = Math.min(all, from + MOST_INPUTS);
        for (int i = from; i < to; i++) {
            input.add(i == 0 ? request.query() : request.documents().get(i - 1));
        }
        return call(ModelCall.Kind.EMBEDDING, body, scope).compose(told -> {
            vectors.add(told.json(), to - from);
            return to == all
                    ? Future.succeededFuture(
                            new ModelReply.Whole(vectors.scores().answer(request), told.upstream()))
                    : embed(request, scope, to, vectors);
        });
    }

    private Future<ModelReply.Whole> call(ModelCall.Kind kind, ObjectNode body, RequestScope scope) {
        return ring.call(ModelCall.of(kind, body, scope, Origin.USER)).map(ModelReply.Whole.class::cast);
    }

    /** How many tokens an answer says were read; rerankers count them by several names. */
    static Usage usageOf(JsonNode answer) {
        Usage usage = Usage.fromJson(answer.path("usage"));
        int total = Math.max(0, answer.path("usage").path("total_tokens").asInt());
        return Optional.of(usage).filter(told -> told.totalTokens() > 0).orElse(new Usage(total, 0, 0));
    }
}
