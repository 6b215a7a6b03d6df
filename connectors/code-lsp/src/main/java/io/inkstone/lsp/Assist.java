package io.inkstone.lsp;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.inkstone.lsp.call.HandedFuture;
import io.inkstone.lsp.document.Snapshot;
import io.inkstone.lsp.gateway.GatewayException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.jspecify.annotations.Nullable;

/** The commands explain, fix, test and comment: a selection goes to the gateway, text streams back as partial results. */
final class Assist {

    private static final int MOST_CODE = 20_000;
    private static final int SURROUNDING = 4_000;

    private final Session session;
    private final Gson gson = new Gson();

    Assist(Session session) {
        this.session = session;
    }

    CompletableFuture<Object> run(ExecuteCommandParams params, JsonObject argument) {
        String operation = params.getCommand().substring("inkstone.".length());
        JsonObject input = input(argument);
        Consumer<String> partial = partial(argument.get("partialResultToken"));
        CompletableFuture<JsonObject> asked = session.gateway().assist(operation, input, partial);
        return HandedFuture.of(asked.handle(Assist::said), () -> asked.cancel(true));
    }

    private static Object said(@Nullable JsonObject result, @Nullable Throwable failure) {
        if (result != null) {
            return result;
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String message = cause instanceof GatewayException told
                ? String.valueOf(told.getMessage())
                : "a fault of the language server: " + cause;
        throw new ResponseErrorException(new ResponseError(ResponseErrorCode.RequestFailed, message, null));
    }

    private JsonObject input(JsonObject argument) {
        JsonObject input = new JsonObject();
        for (String field : new String[] {"language", "path", "instruction", "before", "after", "error", "code"}) {
            if (argument.get(field) instanceof JsonPrimitive value) {
                input.addProperty(field, value.getAsString());
            }
        }
        if (argument.get("uri") instanceof JsonPrimitive uri) {
            select(input, uri.getAsString(), argument.get("range"));
        }
        String code = input.has("code") ? input.get("code").getAsString() : "";
        if (code.isBlank() || code.length() > MOST_CODE) {
            throw WorkspaceRequests.refused("the selection has " + code.length() + " characters; expected 1 to "
                    + MOST_CODE + " of an open document ('uri' and 'range'), or 'code'");
        }
        return input;
    }

    private void select(JsonObject input, String uri, @Nullable JsonElement range) {
        Optional<Snapshot> found = session.documents().find(uri);
        if (found.isEmpty()) {
            throw WorkspaceRequests.refused("'" + uri + "' is not open; expected a document that is");
        }
        Snapshot document = found.get();
        if (!session.workspace().mayBeSent(document)) {
            throw WorkspaceRequests.refused(session.phrases().of("ignored"));
        }
        String text = document.text();
        Range selected = range(range).orElseGet(() -> document.range(0, text.length()));
        int start = document.offsetOf(selected.getStart());
        int end = Math.max(start, document.offsetOf(selected.getEnd()));
        Map<String, String> parts = Map.of(
                "code", text.substring(start, end),
                "before", text.substring(Math.max(0, start - SURROUNDING), start),
                "after", text.substring(end, Math.min(text.length(), end + SURROUNDING)),
                "path", session.workspace().pathOf(uri),
                "language", document.language());
        parts.forEach((name, value) -> {
            if (!input.has(name) && !value.isEmpty()) {
                input.addProperty(name, value);
            }
        });
    }

    private Optional<Range> range(@Nullable JsonElement json) {
        if (json == null || json.isJsonNull()) {
            return Optional.empty();
        }
        try {
            Range range = gson.fromJson(json, Range.class);
            if (range.getStart() != null && range.getEnd() != null) {
                return Optional.of(range);
            }
        } catch (JsonParseException e) {
            // Said below.
        }
        throw WorkspaceRequests.refused("'range' is no range; expected {start, end} with line and character");
    }

    private Consumer<String> partial(@Nullable JsonElement token) {
        if (token == null || !token.isJsonPrimitive()) {
            return text -> {};
        }
        Either<String, Integer> name = token.getAsJsonPrimitive().isNumber()
                ? Either.forRight(token.getAsInt())
                : Either.forLeft(token.getAsString());
        return text -> session.client().notifyProgress(new ProgressParams(name, Either.forRight(Map.of("text", text))));
    }
}
