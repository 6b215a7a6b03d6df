package io.inkstone.evaluation;

import io.inkstone.evaluation.oracle.Claim;
import io.inkstone.evaluation.oracle.Judgement;
import io.inkstone.evaluation.oracle.LibreOffice;
import io.inkstone.evaluation.oracle.Oracle;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Measures {@code documents/formula} on sets of requests, and the bare model on the same requests in the same run. */
public final class FormulaEvaluation {

    private final EvaluatedSystem system;
    private final EvaluationPlan plan;

    /** Asks nothing yet. */
    public FormulaEvaluation(EvaluatedSystem system, EvaluationPlan plan) {
        this.system = system;
        this.plan = plan;
    }

    /**
     * Runs it, which takes seconds a request; prints tables, and as the last line one JSON object. Progress goes to
     * stderr.
     *
     * @param model which model the system must have as its default; empty for whichever it has
     * @throws EvaluationException when the system has another one or cannot be asked
     */
    public void run(Optional<String> model, PrintWriter out) {
        String served = ServedModel.of(system, model);
        long startNanos = System.nanoTime();
        List<MeasuredSet> measured = new ArrayList<>();
        Optional<Judgement> judgement;
        int steps = plan.sets().stream().mapToInt(set -> 2 * set.size()).sum();
        boolean terminal = Boolean.getBoolean("inkstone.terminal");
        SavedAnswers saved = SavedAnswers.open(plan.resume(), served);
        try (EvaluationProgress progress = new EvaluationProgress("formula", steps, System.err, terminal)) {
            Assistant assistant = new Assistant(system, plan.work());
            BareModel bare = new BareModel(system, served, plan.work());
            for (FormulaSet set : plan.sets()) {
                measured.add(new MeasuredSet(
                        set.name(),
                        answers(set, assistant, "assistant", saved, progress),
                        answers(set, bare, "bare model", saved, progress)));
            }
            progress.say("holding formulas against LibreOffice");
            judgement = judgement(measured);
        }
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        new FormulaReport(served, seconds, measured, judgement, plan.workbooks()).print(out, plan.verbose());
    }

    /** One after the other: an engine that reads the same sheet again has it in its cache. */
    private static List<Scored> answers(
            FormulaSet set, Answerer answerer, String name, SavedAnswers saved, EvaluationProgress progress) {
        List<Scored> answers = new ArrayList<>();
        Set<Path> known = new HashSet<>();
        for (FormulaRequest request : set.requests()) {
            Optional<Scored> before = saved.find(set.name(), name, request);
            Scored scored = before.orElseGet(() -> ask(answerer, request, known));
            if (before.isEmpty()) {
                saved.keep(set.name(), name, scored);
            }
            answers.add(scored);
            progress.next(name + " " + request.id());
        }
        return answers;
    }

    private static Scored ask(Answerer answerer, FormulaRequest request, Set<Path> known) {
        List<Attempt> attempts = new ArrayList<>();
        for (Trial trial : request.trials()) {
            boolean again = !known.add(trial.workbook());
            long startNanos = System.nanoTime();
            Outcome outcome = answerer.answer(request, trial);
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            attempts.add(new Attempt(trial, outcome, verdict(answerer, request, trial, outcome), seconds, again));
        }
        return new Scored(request, attempts);
    }

    private static Verdict verdict(Answerer answerer, FormulaRequest request, Trial trial, Outcome outcome) {
        return Verdict.of(trial.expected(), outcome, () -> {
            if (outcome instanceof Outcome.Answered answered) {
                return answerer.written(request, trial, answered);
            }
            throw new IllegalStateException("nothing was answered to " + request.id());
        });
    }

    /** Empty where LibreOffice is not installed. */
    private Optional<Judgement> judgement(List<MeasuredSet> measured) {
        if (plan.libreOffice().isEmpty()) {
            return Optional.empty();
        }
        List<Claim> claims = new FormulaClaims(new Assistant(system, plan.work()), plan.work()).of(measured);
        try {
            LibreOffice office = LibreOffice.of(plan.libreOffice().get(), plan.work());
            return Optional.of(new Oracle(office, plan.work()).judge(claims));
        } catch (IOException e) {
            // The answers of an hour are not to be lost for it.
            return Optional.of(new Judgement(0, List.of(), claims));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EvaluationException("interrupted", e);
        }
    }
}
