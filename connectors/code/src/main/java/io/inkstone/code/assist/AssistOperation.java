package io.inkstone.code.assist;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.inkstone.connector.ConnectorException;
import io.inkstone.connector.Operation;
import io.inkstone.connector.OperationContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a kind of {@link Assistance}. Code is mended line by line where that will do. Else the model's words are passed on while
 * they come; code in them is checked at the end, and asked for once more, with what was wrong, where it does not hold.
 */
public final class AssistOperation {

    private static final int ANSWER_TOKENS = 768;

    /** Code has about a token for three characters; with this one, what is given back may be longer than what came. */
    private static final int CHARS_A_TOKEN = 2;

    private static final int WORDS_TOKENS = 128;
    private static final int TRIES = 2;

    /** Where an answer took longer, another one is not waited for. */
    private static final long MOST_RETRY_NANOS = TimeUnit.SECONDS.toNanos(20);

    private static final double SECOND_TEMPERATURE = 0.4;

    /** Of what stands around the code this much on each side is shown to the model. */
    private static final int AROUND_CHARS = 1500;

    private final Assistance kind;

    private AssistOperation(Assistance kind) {
        this.kind = kind;
    }

    /** All of them: explain, fix, test and comment. */
    public static List<Operation<?, ?>> all() {
        return Arrays.stream(Assistance.values())
                .<Operation<?, ?>>map(kind -> Operation.of(
                                kind.operation(),
                                kind.summary(),
                                AssistInput.class,
                                AssistAnswer.class,
                                new AssistOperation(kind)::run)
                        .readOnly())
                .toList();
    }

    private AssistAnswer run(AssistInput input, OperationContext context) throws InterruptedException {
        AssistCheck check = new AssistCheck(input);
        if (kind == Assistance.FIX && input.instruction() == null) {
            Optional<LineMending.Mended> mended = new LineMending(input, check).find(context);
            if (mended.isPresent()) {
                String text = mended.get().told(languageOf(input), context.locale());
                context.partial(text);
                return new AssistAnswer(text, mended.get().code());
            }
        }
        AssistCheck.Result.Failed failed = null;
        long startNanos = System.nanoTime();
        for (int i = 0; i < TRIES && (i == 0 || System.nanoTime() - startNanos < MOST_RETRY_NANOS); i++) {
            context.checkCancelled();
            String text = stream(request(input, context.locale(), failed), context);
            if (text.isBlank()) {
                failed = new AssistCheck.Result.Failed("no_answer", "the answer is empty");
                continue;
            }
            if (kind == Assistance.EXPLAIN) {
                return new AssistAnswer(text, null);
            }
            AssistCheck.Result result = check.check(kind, text);
            if (result instanceof AssistCheck.Result.Held held) {
                return new AssistAnswer(text, held.code());
            }
            failed = (AssistCheck.Result.Failed) result;
        }
        throw refused(Objects.requireNonNull(failed), context.locale());
    }

    private ConnectorException refused(AssistCheck.Result.Failed failed, Locale locale) {
        boolean chinese = locale.getLanguage().equals("zh");
        return ConnectorException.refused(
                failed.code(),
                chinese
                        ? "模型写的代码没有通过检查(" + failed.problem() + ")。请选取较小的一段代码,或在 instruction 中说明要求。"
                        : "What the model wrote does not hold: " + failed.problem()
                                + ". Choose a smaller piece of code, or say in 'instruction' what is wanted.",
                List.of());
    }

    private ChatRequest request(AssistInput input, Locale locale, AssistCheck.Result.@Nullable Failed before) {
        String language = languageOf(input);
        StringBuilder user = new StringBuilder(kind.task()).append('\n');
        if (input.instruction() != null) {
            user.append(input.instruction()).append('\n');
        }
        if (input.error() != null) {
            user.append("The error is: ").append(input.error()).append('\n');
        }
        if (before != null) {
            user.append("An answer before this was wrong: ")
                    .append(before.problem())
                    .append(".\n");
        }
        if (!input.textBefore().isBlank()) {
            user.append("Before the code stands:\n")
                    .append(fenced(language, lastChars(input.textBefore(), AROUND_CHARS)));
        }
        if (!input.textAfter().isBlank()) {
            user.append("After the code stands:\n")
                    .append(fenced(language, firstChars(input.textAfter(), AROUND_CHARS)));
        }
        user.append("The code:\n").append(fenced(language, input.code()));
        String answerIn = locale.getLanguage().equals("zh") ? " Write words and comments in Chinese." : "";
        return ChatRequest.builder()
                .messages(
                        SystemMessage.from("You are a programmer's assistant."
                                + (kind == Assistance.FIX ? "" : " Be brief and exact.") + answerIn),
                        UserMessage.from(user.toString()))
                .temperature(before == null ? 0 : SECOND_TEMPERATURE)
                .maxOutputTokens(answerTokens(input))
                .build();
    }

    private int answerTokens(AssistInput input) {
        boolean whole = kind == Assistance.FIX;
        return whole ? Math.min(ANSWER_TOKENS, input.code().length() / CHARS_A_TOKEN + WORDS_TOKENS) : ANSWER_TOKENS;
    }

    private static String languageOf(AssistInput input) {
        return Objects.requireNonNullElse(
                input.language(), input.theLanguage().name().toLowerCase(Locale.ROOT));
    }

    static String fenced(String language, String code) {
        return "```" + language + "\n" + code + "\n```\n";
    }

    static String lastChars(String text, int most) {
        return text.substring(Math.max(0, text.length() - most));
    }

    static String firstChars(String text, int most) {
        return text.substring(0, Math.min(most, text.length()));
    }

    /** Passes the words on as they come, on this thread, and returns them all. */
    private static String stream(ChatRequest request, OperationContext context) throws InterruptedException {
        StringBuilder text = new StringBuilder();
        Throwable[] failure = new Throwable[1];
        context.models().streamingChat().chat(request, new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String piece) {
                text.append(piece);
                context.partial(piece);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                // All of it has been passed on.
            }

            @Override
            public void onError(Throwable error) {
                failure[0] = error;
            }
        });
        if (failure[0] instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        if (failure[0] instanceof RuntimeException known) {
            throw known;
        }
        if (failure[0] != null) {
            throw ConnectorException.internal("model_failed", "The model could not be asked.", failure[0]);
        }
        return text.toString();
    }
}
