package io.inkstone.code.feedback;

import io.inkstone.connector.ConnectorException;
import io.inkstone.connector.FigureSheet;
import io.inkstone.connector.FigureSheet.Figure;
import io.inkstone.connector.FigureSheet.Rate;
import io.inkstone.connector.Figures;
import io.inkstone.connector.Operation;
import io.inkstone.connector.OperationContext;
import java.util.List;
import java.util.Locale;

/** Counts how completions fared: shown, taken, kept, and how much a person wrote beside them. Thread-safe. */
public final class FeedbackOperation {

    private static final String SHOWN = "shown";
    private static final String ACCEPTED = "accepted";
    private static final String RETAINED_30S = "retained_30s";
    private static final String RETAINED_5M = "retained_5m";
    private static final String CHARACTERS_ASSISTANT = "characters_assistant";
    private static final String CHARACTERS_TYPED = "characters_typed";

    private static final int MOST_TOLD = 65_536;

    private final Told told = new Told(MOST_TOLD);

    private FeedbackOperation() {}

    /** The operation. */
    public static Operation<FeedbackInput, FeedbackAnswer> create() {
        FeedbackOperation operation = new FeedbackOperation();
        return Operation.of(
                "feedback",
                "Counts how completions fared: shown, accepted, kept. Numbers only, never code.",
                FeedbackInput.class,
                FeedbackAnswer.class,
                operation::run);
    }

    /** What it counts. */
    public static FigureSheet sheet() {
        return new FigureSheet(
                "language",
                ReportedLanguages.ALL,
                List.of(
                        new Figure(SHOWN, "Completions that a person saw."),
                        new Figure(ACCEPTED, "Completions that were taken, whole or in part."),
                        new Figure(RETAINED_30S, "Those that still stood there half a minute later."),
                        new Figure(RETAINED_5M, "Those that still stood there five minutes later."),
                        new Figure(CHARACTERS_ASSISTANT, "Characters of completions that were taken."),
                        new Figure(CHARACTERS_TYPED, "Characters that people typed beside them.")),
                List.of(
                        new Rate("acceptance_rate", ACCEPTED, List.of(SHOWN)),
                        new Rate("retention_rate_30s", RETAINED_30S, List.of(ACCEPTED)),
                        new Rate("retention_rate_5m", RETAINED_5M, List.of(ACCEPTED)),
                        new Rate(
                                "generation_rate",
                                CHARACTERS_ASSISTANT,
                                List.of(CHARACTERS_ASSISTANT, CHARACTERS_TYPED))));
    }

    private FeedbackAnswer run(FeedbackInput input, OperationContext context) {
        // All are looked at before one is counted: a request counts whole or not at all.
        input.events().forEach(FeedbackOperation::check);
        int counted = 0;
        for (FeedbackInput.Event event : input.events()) {
            counted += count(event, context) ? 1 : 0;
        }
        return new FeedbackAnswer(counted);
    }

    private static void check(FeedbackInput.Event event) {
        if (event.event() != FeedbackInput.Kind.TYPED && event.completionId() == null) {
            throw ConnectorException.invalidInput(
                    "missing_completion_id",
                    "An event '" + event.event().name().toLowerCase(Locale.ROOT)
                            + "' has no 'completion_id'; expected the 'id' of code/complete's answer. Only 'typed' has none.");
        }
    }

    private boolean count(FeedbackInput.Event event, OperationContext context) {
        Figures figures = context.figures();
        String language = ReportedLanguages.of(event.language());
        String completion = event.completionId();
        boolean first = completion == null || told.first(context.tenant(), completion, event.event());
        switch (event.event()) {
            case TYPED -> figures.add(CHARACTERS_TYPED, language, event.characters());
            case ACCEPTED -> {
                figures.add(ACCEPTED, language, first ? 1 : 0);
                figures.add(CHARACTERS_ASSISTANT, language, event.characters());
                return true;
            }
            case SHOWN -> figures.add(SHOWN, language, first ? 1 : 0);
            case RETAINED_30S -> figures.add(RETAINED_30S, language, first ? 1 : 0);
            case RETAINED_5M -> figures.add(RETAINED_5M, language, first ? 1 : 0);
        }
        return first;
    }
}
