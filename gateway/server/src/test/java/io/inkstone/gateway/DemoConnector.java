package io.inkstone.gateway;

import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.structured.Description;
import io.inkstone.connector.ChooseRequest;
import io.inkstone.connector.Connector;
import io.inkstone.connector.ConnectorException;
import io.inkstone.connector.FigureSheet;
import io.inkstone.connector.FileOutput;
import io.inkstone.connector.FilePart;
import io.inkstone.connector.FillRequest;
import io.inkstone.connector.Filled;
import io.inkstone.connector.Grammar;
import io.inkstone.connector.Models;
import io.inkstone.connector.Operation;
import io.inkstone.connector.OperationContext;
import io.inkstone.connector.Produces;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One operation of each kind, and some that misbehave. */
public final class DemoConnector implements Connector {

    /** One entry for each run that was interrupted. */
    static final LinkedBlockingQueue<String> INTERRUPTED = new LinkedBlockingQueue<>();

    enum Tone {
        FORMAL,
        VERY_WARM
    }

    record Filter(
            @NotBlank String columnName, @Min(1) @Max(9) int weight) {}

    record Everything(
            @NotBlank @Size(max = 20) @Description("what to repeat")
            String theText,

            int count,
            Tone tone,
            Optional<String> note,
            @Nullable Double ratio,
            @Size(max = 2) List<@Valid Filter> filters,
            Optional<Map<String, Integer>> weights,
            Optional<LocalDate> day) {}

    record Echo(String text, int count, Tone tone, Optional<String> note, String locale, String zone, Object value) {}

    record Measure(FilePart theFile, Optional<FilePart> second, int times, Optional<String> label) {}

    record Measured(String name, String mediaType, long sizeBytes, String content, int times) {}

    record Report(String title) {}

    record Reported(
            String title,
            @Produces("text/csv") FileOutput table,
            @Produces("text/calendar") Optional<FileOutput> calendar) {}

    record Word(@NotBlank String word) {}

    record Heard(String word, int soFar) {}

    record Order(String what) {}

    record Done(String text) {}

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public String summary() {
        return "Shows each kind of operation.";
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                Operation.of("echo", "Answers what it was asked.", Everything.class, Echo.class, DemoConnector::echo)
                        .readOnly(),
                Operation.of("measure", "Measures a file.", Measure.class, Measured.class, DemoConnector::measure),
                Operation.of("report", "Makes files.", Report.class, Reported.class, DemoConnector::report),
                Operation.of("act", "Does what it is told.", Order.class, Done.class, DemoConnector::act),
                Operation.of("ask", "Asks a model.", Order.class, Done.class, DemoConnector::ask),
                Operation.live("listen", "Repeats words.", Word.class, Heard.class, DemoConnector::listen));
    }

    @Override
    public FigureSheet figures() {
        return new FigureSheet(
                "colour",
                Set.of("red", "blue"),
                List.of(new FigureSheet.Figure("seen", "Seen."), new FigureSheet.Figure("kept", "Kept.")),
                List.of(new FigureSheet.Rate("kept_rate", "kept", List.of("seen"))));
    }

    private static Echo echo(Everything in, OperationContext context) {
        return new Echo(
                in.theText(),
                in.count(),
                in.tone(),
                in.note(),
                context.locale().toLanguageTag(),
                context.clock().getZone().getId(),
                in.ratio() == null ? (Object) in.filters().size() : in.ratio());
    }

    private static Measured measure(Measure in, OperationContext context) {
        try (InputStream stream = in.theFile().open()) {
            String content = new String(stream.readNBytes(100), StandardCharsets.UTF_8);
            return new Measured(
                    in.theFile().name(), in.theFile().mediaType(), in.theFile().sizeBytes(), content, in.times());
        } catch (IOException e) {
            throw ConnectorException.internal("unreadable", "The file cannot be read.", e);
        }
    }

    private static Reported report(Report in, OperationContext context) {
        byte[] table = ("title\n" + in.title() + "\n").getBytes(StandardCharsets.UTF_8);
        return new Reported(in.title(), new FileOutput("报告 1.csv", table), calendar(in, context));
    }

    private static Optional<FileOutput> calendar(Report in, OperationContext context) {
        boolean wanted = in.title().equals("party") && context.wantsFile("text/calendar");
        return wanted ? Optional.of(new FileOutput("party.ics", new byte[] {66})) : Optional.empty();
    }

    private static Done act(Order in, OperationContext context) throws InterruptedException {
        switch (in.what()) {
            case "progress" -> {
                context.progress(0.5, "half way");
                context.partial("first part");
                context.partial(new Heard("second", 2));
            }
            case "wait" -> waitForInterrupt();
            case "wait after progress" -> {
                context.progress(0.1, "waiting");
                waitForInterrupt();
            }
            case "back and forth" -> {
                for (double fraction : new double[] {0.2, 0.1, 0.2, 0.9}) {
                    context.progress(fraction, "at " + fraction);
                }
            }
            case "flood" -> {
                for (int i = 0; i < 5000; i++) {
                    context.partial("x".repeat(1000) + i);
                }
            }
            case "fault" -> throw new IllegalStateException("secret detail");
            case "fault after progress" -> {
                context.progress(0.1, "starting");
                throw new IllegalStateException("secret detail");
            }
            case "invalid" -> throw ConnectorException.invalidInput("odd_input", "The input is odd.");
            case "refuse" -> throw ConnectorException.refused("ambiguous", "Which one?", List.of("this", "that"));
            case "large" -> throw ConnectorException.tooLarge("too_many_rows", "Too many rows.");
            case "unavailable" -> throw ConnectorException.unavailable("no_oracle", "The oracle sleeps.", null);
            case "internal" -> throw ConnectorException.internal("broken_part", "A part is broken.", null);
            case "count" -> {
                context.figures().add("seen", "red", 4);
                context.figures().add("kept", "red", 1);
                context.figures().add("seen", "a colour that the caller made up", 2);
            }
            case "count what is not declared" -> context.figures().add("invented", "red", 1);
            case "count down" -> context.figures().add("seen", "red", -1);
            default -> {
                context.checkCancelled();
                context.progress(0.5, in.what());
            }
        }
        return new Done(in.what());
    }

    private static void waitForInterrupt() throws InterruptedException {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            INTERRUPTED.add("run");
            throw e;
        }
    }

    private static Done ask(Order in, OperationContext context) throws InterruptedException {
        String what = in.what();
        if (what.startsWith("chat ")) {
            return new Done(context.models().chat().chat(what.substring(5)));
        }
        if (what.startsWith("catch ")) {
            try {
                return new Done(context.models().chat().chat(what.substring(6)));
            } catch (ConnectorException e) {
                return new Done(e.category() + " " + e.code());
            }
        }
        if (what.equals("look")) {
            ImageContent image = ImageContent.from("https://example.org/a.png");
            return new Done(context.models()
                    .chat()
                    .chat(UserMessage.from(image))
                    .aiMessage()
                    .text());
        }
        if (what.startsWith("stream ")) {
            return new Done(stream(what.substring(7), context));
        }
        if (what.startsWith("choose ")) {
            Grammar grammar = Grammar.oneOf(List.of("red", "blue"));
            return new Done(context.models().choose(ChooseRequest.of("", what.substring(7), grammar)));
        }
        if (what.startsWith("schema ")) {
            ResponseFormat format = ResponseFormat.builder()
                    .type(ResponseFormatType.JSON)
                    .jsonSchema(JsonSchema.builder()
                            .name("point")
                            .rootElement(JsonObjectSchema.builder()
                                    .addIntegerProperty("x")
                                    .required("x")
                                    .build())
                            .build())
                    .build();
            ChatRequest request = ChatRequest.builder()
                    .messages(UserMessage.from(what.substring(7)))
                    .temperature(0.5)
                    .maxOutputTokens(9)
                    .stopSequences(List.of("END"))
                    .responseFormat(format)
                    .build();
            ChatResponse response = context.models().chat().chat(request);
            return new Done(response.aiMessage().text() + " "
                    + response.tokenUsage().totalTokenCount() + " " + response.finishReason());
        }
        return new Done(fill(what, context.models()));
    }

    /** "fill" leaves the end to the model; "fill until x" stops a model that never ends at an x. */
    private static String fill(String what, Models models) throws InterruptedException {
        FillRequest gap = FillRequest.of("a(", ")", 5);
        if (what.startsWith("fill until ")) {
            gap = FillRequest.of("endless(", ")", 5).until(text -> text.contains(what.substring(11)));
        }
        Filled filled = models.fill(gap);
        return filled.text() + " " + filled.finish() + " "
                + filled.promptTokens().orElse(-1);
    }

    private static String stream(String prompt, OperationContext context) {
        StringBuilder told = new StringBuilder();
        context.models().streamingChat().chat(prompt, new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String text) {
                context.partial(text);
                told.append('<').append(text).append('>');
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                told.append(response.tokenUsage().totalTokenCount());
            }

            @Override
            public void onError(Throwable error) {
                if (error instanceof ConnectorException known) {
                    throw known;
                }
                throw new IllegalStateException(error);
            }
        });
        return told.toString();
    }

    private static void listen(Iterator<Word> words, Consumer<Heard> emit, OperationContext context)
            throws InterruptedException {
        int count = 0;
        try {
            while (words.hasNext()) {
                String word = words.next().word();
                if (word.equals("refuse")) {
                    throw ConnectorException.refused("unsupported", "Not that word.", List.of());
                }
                emit.accept(new Heard(word, ++count));
            }
        } catch (java.util.concurrent.CancellationException e) {
            INTERRUPTED.add("live");
            throw e;
        }
        emit.accept(new Heard("(end)", count));
    }
}
