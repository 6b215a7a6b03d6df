package io.inkstone.code.complete;

import io.inkstone.connector.FillRequest;
import io.inkstone.connector.Filled;
import io.inkstone.connector.Operation;
import io.inkstone.connector.OperationContext;
import java.util.List;
import java.util.UUID;

/** Completes code at a cursor. */
public final class CompleteOperation {

    private static final int LINE_TOKENS = 64;

    private CompleteOperation() {}

    /** The operation. */
    public static Operation<CompleteInput, CompleteAnswer> create() {
        return Operation.of(
                        "complete",
                        "Completes code at a cursor, with what stands before and after it.",
                        CompleteInput.class,
                        CompleteAnswer.class,
                        CompleteOperation::run)
                .readOnly();
    }

    private static CompleteAnswer run(CompleteInput input, OperationContext context) throws InterruptedException {
        Filled filled = context.models()
                .fill(FillRequest.of(input.prefix(), input.suffix(), LINE_TOKENS)
                        .until(text -> text.indexOf('\n') >= 0));
        String text = filled.text().lines().findFirst().orElse("");
        List<CompleteAnswer.Completion> completions =
                text.isBlank() ? List.of() : List.of(new CompleteAnswer.Completion(text, 1, 1));
        return new CompleteAnswer(
                UUID.randomUUID().toString(), completions, completions.isEmpty() ? "empty" : null, null, null);
    }
}
