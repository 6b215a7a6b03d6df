package io.inkstone.lsp.gateway;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The server-sent events of one longer answer: {@code partial} as they come, then {@code result} or {@code error}. */
final class AssistEvents {

    private final Gson gson;
    private final Consumer<String> partial;
    private volatile @Nullable JsonObject result;
    private volatile @Nullable String error;
    private String event = "";

    AssistEvents(Gson gson, Consumer<String> partial) {
        this.gson = gson;
        this.partial = partial;
    }

    /** An error's body is read whole, a stream line by line. */
    BodySubscriber<String> subscriber(int status) {
        return status == 200
                ? BodySubscribers.fromLineSubscriber(new Lines(), lines -> "", StandardCharsets.UTF_8, null)
                : BodySubscribers.ofString(StandardCharsets.UTF_8);
    }

    /**
     * @throws GatewayException when the stream ended without a result
     */
    JsonObject result() {
        JsonObject whole = result;
        if (whole != null) {
            return whole;
        }
        String why = error;
        throw new GatewayException(
                GatewayState.READY, why == null ? "the gateway ended the answer early; try again" : why);
    }

    private void line(String line) {
        if (line.startsWith("event:")) {
            event = line.substring("event:".length()).strip();
        } else if (line.startsWith("data:")) {
            JsonObject data = parsed(line.substring("data:".length()).strip());
            switch (event) {
                case "partial" -> text(data, "text", partial);
                case "result" -> result = data;
                case "error" -> {
                    JsonElement told = data.get("error");
                    text(told instanceof JsonObject object ? object : data, "message", message -> error = message);
                }
                default -> {}
            }
        }
    }

    private JsonObject parsed(String data) {
        try {
            JsonObject json = gson.fromJson(data, JsonObject.class);
            return json == null ? new JsonObject() : json;
        } catch (JsonParseException | ClassCastException e) {
            return new JsonObject();
        }
    }

    private static void text(JsonObject json, String field, Consumer<String> taker) {
        JsonElement value = json.get(field);
        if (value != null && value.isJsonPrimitive()) {
            taker.accept(value.getAsString());
        }
    }

    private final class Lines implements Flow.Subscriber<String> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String next) {
            line(next);
        }

        @Override
        public void onError(Throwable failure) {
            // The request's own future fails with it.
        }

        @Override
        public void onComplete() {}
    }
}
