package io.inkstone.evaluation.code;

import io.inkstone.evaluation.Access;
import io.inkstone.evaluation.EvaluatedSystem;
import io.inkstone.evaluation.EvaluationException;
import io.inkstone.evaluation.EvaluationProgress;
import io.inkstone.evaluation.ServedModel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Measures {@code code/complete} on public sets and on a person who types, and the bare model on the same lines. */
public final class CodeEvaluation {

    /**
     * What is measured.
     *
     * @param data a folder of public sets; without it only typing is measured
     * @param only which set; empty for all
     * @param typed a source file of ours, into which a person types
     * @param limit how many tasks of each set at most
     * @param seed which ones
     * @param work an empty folder for programs
     * @param resume a file that keeps answers, so that a run that was cut off goes on
     * @param verbose whether each wrong line is listed
     * @param prompts how the bare model is asked
     */
    public record Plan(
            Optional<Path> data,
            Optional<String> only,
            Path typed,
            int limit,
            long seed,
            Path work,
            Optional<Path> resume,
            boolean verbose,
            TrainedPrompts prompts) {}

    /** What all tasks of a run have in common. */
    private record Asking(
            BiFunction<String, String, Optional<String>> trained, Optional<Sandbox> sandbox, KeptLines kept) {}

    /** The names of what can be measured alone. */
    public static final String SET_NAMES = "humaneval_infilling, java, js, py, mended, typing";

    private static final String TYPING = "typing";

    private static final int TYPED_LINES = 25;

    /** More than an engine's slots. */
    private static final int OTHER_FILES = 16;

    private final EvaluatedSystem system;
    private final Plan plan;

    /** Asks nothing yet. */
    public CodeEvaluation(EvaluatedSystem system, Plan plan) {
        this.system = system;
        this.plan = plan;
    }

    /**
     * Runs it, which takes seconds a task; prints a table, and as the last line one JSON object. Progress goes to stderr.
     *
     * @param model which model the system must have as its default; empty for whichever it has
     * @throws EvaluationException when there is no such set, the system has another one, cannot be asked, or nothing here can run
     *     code safely
     */
    public void run(Optional<String> model, PrintWriter out) {
        checkOnly();
        Map<String, List<CodeTask>> sets = new LinkedHashMap<>(plan.data()
                .map(folder -> new CodeSets(folder).read(plan.limit(), plan.seed()))
                .orElse(Map.of()));
        Optional<Sandbox> sandbox = sandbox(sets, plan.work());
        sets.keySet().removeIf(name -> !measures(name));
        String served = ServedModel.of(system, model);
        long startNanos = System.nanoTime();
        int lines = measures(TYPING) ? Math.min(plan.limit(), TYPED_LINES) : 0;
        TypedFile file = TypedFile.of(plan.typed(), lines, plan.seed());
        List<CodeTask> slips = measures(CodeTask.MENDED) ? slips(sandbox) : List.of();
        int tasks = sets.values().stream().mapToInt(List::size).sum() + slips.size();
        Asking asking = new Asking(
                (before, after) -> plan.prompts().of(served, before, after),
                sandbox,
                new KeptLines(plan.resume(), served));
        Map<String, Map<Filler, List<CodeAnswer>>> answers = new LinkedHashMap<>();
        Map<Filler, List<CodeAnswer>> mended;
        TypingFigures typing;
        OtherWork.Figures otherWork;
        Optional<LeftRequests.Figures> left;
        boolean terminal = Boolean.getBoolean("inkstone.terminal");
        try (EvaluationProgress progress = new EvaluationProgress(
                "code", Filler.values().length * tasks + file.places().size(), System.err, terminal)) {
            sets.forEach((name, set) -> answers.put(name, answered(set, asking, progress)));
            mended = answered(slips, asking, progress);
            String path = plan.typed().getFileName().toString();
            driveOut();
            left = new LeftRequests(system, path).run(file);
            driveOut();
            typing = new TypingReplay(system, path).run(file, progress);
            driveOut();
            otherWork = new OtherWork(system, served, path).run(file);
        }
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        new CodeReport(served, seconds, answers, mended, typing, left, otherWork).print(out, plan.verbose());
    }

    /** An engine keeps several prompts read; here it is given enough others, so that what follows begins with a file that is new. */
    private void driveOut() {
        for (int i = 0; i < OTHER_FILES && measures(TYPING); i++) {
            String other = "class Other" + i + " {\n    int value" + i + " = ";
            Access.checked(
                    system.post(Completion.ROUTE, Completion.body(other, ";\n}\n", "Other" + i + ".java", "line")));
        }
    }

    private boolean measures(String set) {
        return plan.only().isEmpty() || plan.only().get().equals(set);
    }

    private void checkOnly() {
        String name = plan.only().orElse(TYPING);
        if (!List.of(SET_NAMES.split(", ")).contains(name)) {
            throw new EvaluationException("there is no set '" + name + "'; expected one of " + SET_NAMES);
        }
        if (!name.equals(TYPING) && plan.data().isEmpty()) {
            throw new EvaluationException(
                    "the set '" + name + "' is a public one; expected a folder of them: eval code DATA");
        }
    }

    /** Programs with a slip; without a sandbox none. */
    private List<CodeTask> slips(Optional<Sandbox> sandbox) {
        return sandbox.isEmpty() || plan.data().isEmpty()
                ? List.of()
                : Slips.planted(
                        new CodeSets(plan.data().get()).runnable(plan.seed()),
                        plan.limit(),
                        plan.seed(),
                        sandbox.get()::passes);
    }

    private static Optional<Sandbox> sandbox(Map<String, List<CodeTask>> sets, Path work) {
        boolean runs = sets.values().stream()
                .flatMap(List::stream)
                .anyMatch(task -> task.test().isPresent());
        Optional<Sandbox> found = runs ? Sandbox.find(work) : Optional.empty();
        if (runs && found.isEmpty()) {
            throw new EvaluationException(
                    "code that a model wrote cannot be run safely here; expected python3, prlimit and"
                            + " a working bwrap or unshare (Linux with user namespaces), or a DATA folder without "
                            + CodeSets.HUMANEVAL);
        }
        return found;
    }

    /** One task after the other, first by the one, then by the other: neither finds its prompt read by the other. */
    private Map<Filler, List<CodeAnswer>> answered(List<CodeTask> tasks, Asking asking, EvaluationProgress progress) {
        Map<Filler, List<CodeAnswer>> answers = new LinkedHashMap<>();
        for (Filler who : Filler.values()) {
            List<CodeAnswer> each = new ArrayList<>();
            for (CodeTask task : tasks) {
                Optional<CodeAnswer> before = asking.kept().find(task, who);
                CodeAnswer answer = before.orElseGet(() -> answer(task, who, asking));
                if (before.isEmpty()) {
                    asking.kept().keep(answer, who);
                }
                each.add(answer);
                progress.next(who.label() + " " + task.set());
            }
            answers.put(who, each);
        }
        return answers;
    }

    private CodeAnswer answer(CodeTask task, Filler who, Asking asking) {
        if (task.slip().isPresent()) {
            String program = who.mend(task, system);
            boolean passes =
                    !program.isBlank() && asking.sandbox().orElseThrow().passes(task.tested(program));
            return new CodeAnswer(task, new Filler.Line(program, 1), passes);
        }
        Filler.Line line = who.fill(task, system, asking.trained());
        boolean right = task.test().isPresent()
                ? asking.sandbox().orElseThrow().passes(task.program(line.text()))
                : line.text().strip().equals(task.solution().strip());
        return new CodeAnswer(task, line, right);
    }
}
