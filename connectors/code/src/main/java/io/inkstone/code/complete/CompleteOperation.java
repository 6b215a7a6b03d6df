package io.inkstone.code.complete;

import io.inkstone.code.syntax.SyntaxParser;
import io.inkstone.connector.FillRequest;
import io.inkstone.connector.FillStop;
import io.inkstone.connector.Filled;
import io.inkstone.connector.Operation;
import io.inkstone.connector.OperationContext;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Completes code at a cursor. The model's likeliest text is judged first; only where it is dropped, or leaves the file more
 * broken than it need be, is more asked for.
 */
public final class CompleteOperation {

    private static final int LINE_TOKENS = 64;
    private static final int BLOCK_TOKENS = 256;

    /** How often the model is asked again: each time costs the person that waits. */
    private static final int MOST_SAMPLES = 3;

    /**
     * More is begun where it is likely to be there within this time after the request; where the file was read for the first time,
     * within as long again as that took, since more is quick then.
     */
    private static final long PATIENCE_NANOS = 950_000_000;

    /** Who goes on typing leaves fewer tokens to read. */
    private static final int TYPED_TOKENS = 64;

    private static final double[] SAMPLE_TEMPERATURES = {0.4, 0.8};

    /** Below it nothing is shown. */
    private static final double THRESHOLD = 0.3;

    private CompleteOperation() {}

    /** The operation. */
    public static Operation<CompleteInput, CompleteAnswer> create() {
        return Operation.of(
                        "complete",
                        "Completes code at a cursor, with what stands before and after it; offers nothing rather than what"
                                + " does not parse in its place.",
                        CompleteInput.class,
                        CompleteAnswer.class,
                        CompleteOperation::complete)
                .readOnly();
    }

    /** The model's likeliest text alone, judged as all are; for those who ask at many places. */
    public static Optional<CompleteAnswer.Completion> likeliest(CompleteInput input, OperationContext context)
            throws InterruptedException {
        return complete(input, context, 0).completions().stream().findFirst();
    }

    private static CompleteAnswer complete(CompleteInput input, OperationContext context) throws InterruptedException {
        return complete(input, context, PATIENCE_NANOS);
    }

    private static CompleteAnswer complete(CompleteInput input, OperationContext context, long patienceNanos)
            throws InterruptedException {
        Gap gap = Gap.of(input);
        PromptLayout layout = PromptLayout.of(gap, input.theContext(), input.path());
        FillStop stop = gap.block() ? new BlockStop(gap) : new LineStop(gap);
        int tokens = input.maxTokens() != null ? input.maxTokens() : gap.block() ? BLOCK_TOKENS : LINE_TOKENS;
        FillRequest request =
                FillRequest.of(layout.prefix(), layout.suffix(), tokens).until(stop);
        int wanted = input.candidates() == null ? 1 : input.candidates();

        long startNanos = System.nanoTime();
        CandidateJudge judge = new CandidateJudge(gap);
        Filled first = context.models().fill(request);
        Ballot ballot =
                new Ballot(judge.place(), SyntaxParser.of(gap.language()).isPresent());
        ballot.add(judge.judge(first));
        if (!ballot.settled()) {
            MissingCloser.find(gap, judge.place())
                    .ifPresent(text -> ballot.addMade(text, judge.place().errors(text)));
        }
        Iterator<FillRequest> further = further(request, gap, judge.sense()).iterator();
        long tookNanos = System.nanoTime() - startNanos;
        long endNanos = startNanos + patienceNanos;
        if (wasReadAnew(first) && patienceNanos > 0) {
            endNanos = Math.max(endNanos, startNanos + 2 * tookNanos);
            tookNanos = 0; // how long a text takes alone shows with the next one
        }
        while (further.hasNext()
                && (ballot.wantsMore() || ballot.size() < wanted)
                && System.nanoTime() + tookNanos < endNanos) {
            context.checkCancelled();
            FillRequest again = further.next();
            long beganNanos = System.nanoTime();
            Filled more = context.models().fill(again);
            tookNanos = System.nanoTime() - beganNanos;
            String begun = again.prefix().substring(request.prefix().length());
            ballot.add(judge.judge(begun.isEmpty() ? more : begunWith(begun, more)));
        }
        return answer(ballot, wanted, first);
    }

    /**
     * What is asked where the first text does not do: the likeliest one for a line that declares what the code below uses;
     * the likeliest one that is indented as its place suggests, since a text that repeats what follows mostly began at
     * another depth; then others by chance.
     */
    private static List<FillRequest> further(FillRequest request, Gap gap, NameSense sense) {
        List<FillRequest> further = new ArrayList<>();
        sense.declaration().ifPresent(beginning -> further.add(begunWith(beginning, request)));
        if (!gap.expectedIndentation().isEmpty()) {
            further.add(begunWith(gap.expectedIndentation(), request));
        }
        for (int i = 0; i < SAMPLE_TEMPERATURES.length; i++) {
            further.add(request.sampled(SAMPLE_TEMPERATURES[i], i + 1));
        }
        return further.subList(0, Math.min(MOST_SAMPLES, further.size()));
    }

    private static boolean wasReadAnew(Filled filled) {
        return filled.promptTokens().isPresent()
                && filled.promptTokens().getAsInt() - filled.cachedTokens().orElse(0) > TYPED_TOKENS;
    }

    private static FillRequest begunWith(String beginning, FillRequest request) {
        FillStop enough = request.enough();
        return new FillRequest(
                request.prefix() + beginning,
                request.suffix(),
                request.maxTokens(),
                0,
                0,
                List.of(),
                text -> enough.enough(beginning + text));
    }

    private static Filled begunWith(String begun, Filled more) {
        return new Filled(begun + more.text(), more.finish(), more.promptTokens(), more.cachedTokens());
    }

    private static CompleteAnswer answer(Ballot ballot, int wanted, Filled first) {
        List<CompleteAnswer.Completion> completions = ballot.ranked(wanted, THRESHOLD);
        String reason = completions.isEmpty() ? ballot.isEmpty() ? ballot.reason() : "low_confidence" : null;
        return new CompleteAnswer(
                UUID.randomUUID().toString(),
                completions,
                reason,
                first.promptTokens().isPresent() ? boxed(first.promptTokens().getAsInt()) : null,
                first.cachedTokens().isPresent() ? boxed(first.cachedTokens().getAsInt()) : null);
    }

    private static @Nullable Integer boxed(int tokens) {
        return tokens;
    }
}
