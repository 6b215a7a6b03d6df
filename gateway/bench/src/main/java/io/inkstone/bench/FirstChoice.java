package io.inkstone.bench;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import io.inkstone.connector.ChooseRequest;
import io.inkstone.connector.FillRequest;
import io.inkstone.connector.Filled;
import io.inkstone.connector.Grammar;
import io.inkstone.connector.Models;
import io.inkstone.connector.OperationContext;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;

/** One caller, always on the same day, whose model takes the first option without a thought: no model is measured. */
final class FirstChoice implements OperationContext, Models {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2025-12-31T08:00:00Z"), ZoneOffset.UTC);

    @Override
    public String tenant() {
        return "bench";
    }

    @Override
    public Locale locale() {
        return Locale.ENGLISH;
    }

    @Override
    public Clock clock() {
        return CLOCK;
    }

    @Override
    public Models models() {
        return this;
    }

    @Override
    public String choose(ChooseRequest request) {
        Grammar.Alternatives options = (Grammar.Alternatives) request.grammar();
        return ((Grammar.Literal) options.options().get(0)).text();
    }

    @Override
    public ChatModel chat() {
        throw noText();
    }

    @Override
    public StreamingChatModel streamingChat() {
        throw noText();
    }

    @Override
    public Filled fill(FillRequest request) {
        throw noText();
    }

    private static BenchException noText() {
        return new BenchException("Formulas are chosen, not written: no text of a model is needed");
    }

    @Override
    public boolean wantsFile(String mediaType) {
        return false;
    }

    @Override
    public void progress(double fraction, String message) {}

    @Override
    public void partial(Object part) {}

    @Override
    public void checkCancelled() {}
}
