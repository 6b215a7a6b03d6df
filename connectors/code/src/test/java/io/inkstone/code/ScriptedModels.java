package io.inkstone.code;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.inkstone.connector.ChooseRequest;
import io.inkstone.connector.ConnectorException;
import io.inkstone.connector.FillRequest;
import io.inkstone.connector.Filled;
import io.inkstone.connector.Models;
import io.inkstone.connector.Operation;
import io.inkstone.connector.OperationContext;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;

/** A host whose model says what it is told to, a character at a time, and stops as soon as it is asked to. */
public final class ScriptedModels implements Models, OperationContext {

    private final Deque<String> texts = new ArrayDeque<>();
    private final List<FillRequest> fills = new ArrayList<>();
    private final List<String> chats = new ArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private Function<FillRequest, String> fill = request -> texts.remove();
    private Locale locale = Locale.ENGLISH;

    /** What it says, call after call. */
    public ScriptedModels(String... texts) {
        this.texts.addAll(List.of(texts));
    }

    /** The same for a caller who reads another language. */
    public ScriptedModels in(Locale reads) {
        locale = reads;
        return this;
    }

    /** The same with gaps filled by what they are. */
    public ScriptedModels filling(Function<FillRequest, String> newFill) {
        fill = newFill;
        return this;
    }

    /** The same with no model that fills gaps. */
    public ScriptedModels onlyChatting() {
        return filling(request -> {
            throw ConnectorException.unavailable("model_unavailable", "No model fills gaps.", null);
        });
    }

    /** What it was asked to fill. */
    public List<FillRequest> fills() {
        return fills;
    }

    /** What it was asked in a chat. */
    public List<String> chats() {
        return chats;
    }

    /** What was passed on before the end. */
    public String passedOn() {
        return partial.toString();
    }

    /** Runs an operation of a connector. */
    @SuppressWarnings("unchecked")
    public <I extends Record, O extends Record> O run(Operation<?, ?> operation, I input) throws InterruptedException {
        Operation.Body.Single<I, O> body = (Operation.Body.Single<I, O>) operation.body();
        return body.function().run(input, this);
    }

    @Override
    public Filled fill(FillRequest request) {
        fills.add(request);
        String text = fill.apply(request);
        for (int i = 1; i <= text.length(); i++) {
            if (request.enough().enough(text.substring(0, i))) {
                return filled(text.substring(0, i), Filled.Finish.ENOUGH);
            }
        }
        return filled(text, Filled.Finish.STOP);
    }

    private static Filled filled(String text, Filled.Finish finish) {
        return new Filled(text, finish, OptionalInt.of(10), OptionalInt.of(4));
    }

    @Override
    public StreamingChatModel streamingChat() {
        return new StreamingChatModel() {
            @Override
            public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
                request.messages().stream()
                        .filter(UserMessage.class::isInstance)
                        .forEach(message -> chats.add(((UserMessage) message).singleText()));
                String text = texts.remove();
                text.chars().forEach(c -> handler.onPartialResponse(String.valueOf((char) c)));
                handler.onCompleteResponse(
                        ChatResponse.builder().aiMessage(AiMessage.from(text)).build());
            }
        };
    }

    @Override
    public void partial(Object part) {
        partial.append(part);
    }

    @Override
    public Models models() {
        return this;
    }

    @Override
    public ChatModel chat() {
        throw new UnsupportedOperationException("answers are streamed");
    }

    @Override
    public String choose(ChooseRequest request) {
        throw new UnsupportedOperationException("code is written, not chosen");
    }

    @Override
    public String tenant() {
        return "test";
    }

    @Override
    public Locale locale() {
        return locale;
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public boolean wantsFile(String mediaType) {
        return false;
    }

    @Override
    public void progress(double fraction, String message) {}

    @Override
    public void checkCancelled() {}
}
