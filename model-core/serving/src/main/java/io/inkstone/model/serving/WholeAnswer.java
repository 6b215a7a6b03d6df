package io.inkstone.model.serving;

import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Replies;
import io.inkstone.protocol.Usage;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;

/** Gathers all answers and writes them as one JSON object. */
final class WholeAnswer implements AnswerSink {

    private final HttpServerResponse response;
    private final ReplyShape shape;
    private final StringBuilder text = new StringBuilder();
    private final List<Replies.Choice> choices = new ArrayList<>();

    WholeAnswer(HttpServerResponse response, ReplyShape shape) {
        this.response = response;
        this.shape = shape;
    }

    @Override
    public void onText(int index, String piece, Usage soFar) {
        text.append(piece);
    }

    @Override
    public void onChoiceEnd(int index, String finishReason) {
        choices.add(new Replies.Choice(index, text.toString(), finishReason));
        text.setLength(0);
    }

    @Override
    public void onEnd(Usage usage) {
        HttpReplies.json(response, 200, shape.whole(choices, usage));
    }

    @Override
    public void onError(ApiException error) {
        HttpReplies.error(response, error);
    }
}
