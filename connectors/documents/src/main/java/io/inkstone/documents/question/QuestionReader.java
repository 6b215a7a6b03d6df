package io.inkstone.documents.question;

import io.inkstone.documents.linking.Cue;
import io.inkstone.documents.linking.Links;
import io.inkstone.documents.reading.Candidate;
import io.inkstone.documents.sketch.Outcome;
import io.inkstone.documents.sketch.Sketch;
import io.inkstone.documents.sketch.SketchRunner;
import io.inkstone.documents.sketch.StandingConditions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a question into sketches that come to something, each with what speaks against it. */
public final class QuestionReader {

    private static final int MOST_CANDIDATES = 24;

    /** What speaks against any reading found this way: the words did not say it plainly. */
    private static final double UNPLAIN = 0.08;

    private static final double MANY_TIES = 0.3;

    private QuestionReader() {}

    /** The candidates by ascending penalty; may be none. */
    public static List<Candidate> read(Links links) {
        if (links.asks(Cue.UNSUPPORTED) || links.asks(Cue.RANK) || links.asks(Cue.GROWTH)) {
            return List.of();
        }
        ClueFinder found = ClueFinder.find(links);
        double unexplained = Unexplained.penalty(links, found.unexplained());
        Question question = new Question(links, found.clues(), new Targets(links), unexplained > 0.05);
        List<Candidate> drafts = new ArrayList<>();
        for (Choice choice : Choice.of(found.clues())) {
            if (!links.asks(Cue.DIFFERENCE)) {
                drafts.addAll(new FigureQuestions(question, choice).candidates());
                drafts.addAll(new RowQuestions(question, choice).candidates());
            }
            drafts.addAll(new PairQuestions(question, choice).candidates());
        }
        Map<Sketch, Candidate> best = new LinkedHashMap<>();
        drafts.stream()
                .map(draft -> new Candidate(StandingConditions.applied(draft.sketch()), draft.penalty()))
                .sorted(Comparator.comparingDouble(Candidate::penalty))
                .forEach(candidate -> best.putIfAbsent(candidate.sketch(), candidate));
        List<Candidate> kept = new ArrayList<>();
        for (Candidate candidate : best.values()) {
            if (kept.size() >= MOST_CANDIDATES) {
                break;
            }
            Outcome outcome = SketchRunner.run(candidate.sketch());
            if (outcome.value() == null || isEmptyCount(candidate.sketch(), outcome)) {
                continue;
            }
            double ties = outcome.ties() > 1 ? MANY_TIES : 0;
            kept.add(new Candidate(candidate.sketch(), candidate.penalty() + UNPLAIN + ties + unexplained));
        }
        kept.sort(Comparator.comparingDouble(Candidate::penalty));
        return kept;
    }

    private static boolean isEmptyCount(Sketch sketch, Outcome outcome) {
        return sketch instanceof Sketch.Figure && outcome.rows() == 0;
    }
}
