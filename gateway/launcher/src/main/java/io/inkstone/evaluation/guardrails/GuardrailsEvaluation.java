package io.inkstone.evaluation.guardrails;

import io.inkstone.evaluation.EvaluationException;
import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.Guard;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.PolicyReader;
import io.inkstone.guardrails.Rail;
import io.inkstone.guardrails.Reach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Measures every rail on public sets and on our own, both directions: what is missed, and what is flagged for nothing. */
public final class GuardrailsEvaluation {

    private static final int SENTENCES = 5000;

    /** Every name that the privacy rail can tell, so that it is held against all that a peer finds. */
    private static final String EVERYTHING = "rails: {privacy: {on: [user], categories: [resident_id, phone, landline,"
            + " bank_card, credit_card, passport, vehicle_plate, credit_code, email, ip_address, url_credentials, url, iban,"
            + " us_ssn, driver_license, postal_code, date_of_birth, secret, person, address, organization, location, title,"
            + " nationality, age, date_time]}}";

    private final Path data;
    private final Optional<Path> extra;
    private final Path claims;
    private final Sample sample;
    private final Consumer<String> progress;

    /**
     * @param data the public sets
     * @param extra sets for training only, for the classifiers of the folds
     * @param claims our own pairs of claim and source
     * @param progress told what is measured next
     */
    public GuardrailsEvaluation(
            Path data, Optional<Path> extra, Path claims, Sample sample, Consumer<String> progress) {
        this.data = data;
        this.extra = extra;
        this.claims = claims;
        this.sample = sample;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @throws EvaluationException when a set is missing or cannot be read
     * @throws InterruptedException when the peer is interrupted
     */
    public GuardrailsReport run() throws InterruptedException {
        long started = System.nanoTime();
        Path presidio = present("privacy/presidio_research/data/synth_dataset_v2.json");
        Path cluener = present("privacy/zh_cluener2020/BERT-CRF/data/clue/test.json");
        Guard everything =
                PolicyReader.standard().only("privacy").read(EVERYTHING).guard("");
        Rail privacy = new GuardedRail(everything);
        try {
            progress.accept("privacy, beside Presidio");
            PrivacyEvaluation.Report english =
                    PrivacyEvaluation.measure(presidio, privacy, new PresidioPeer(Optional.empty()), sample);
            progress.accept("Chinese identifiers");
            Guard standard = PolicyReader.standard().only("privacy").read("").guard("");
            ChineseIdentifierEvaluation.Figures identifiers =
                    ChineseIdentifierEvaluation.measure(standard, sample.seed(), SENTENCES);
            progress.accept("Chinese names");
            ChineseNamesEvaluation.Report names = ChineseNamesEvaluation.measure(cluener, privacy, sample);
            progress.accept("injection, offence and groundedness");
            SafetyFigures safety = SafetyEvaluation.measure(data, extra, claims);
            return new GuardrailsReport((System.nanoTime() - started) / 1e9, english, identifiers, names, safety);
        } catch (IOException e) {
            throw new EvaluationException("a set cannot be read: " + e.getMessage(), e);
        }
    }

    private Path present(String path) {
        Path file = data.resolve(path);
        if (!Files.isRegularFile(file)) {
            throw new EvaluationException("there is no " + file + "; expected a folder of the public sets");
        }
        return file;
    }

    /** A guard as a rail: what its policy lets count. */
    private record GuardedRail(Guard guard) implements Rail {
        @Override
        public List<Finding> find(Passage passage) {
            return guard.check(passage).findings();
        }

        @Override
        public Reach reach() {
            return new Reach.Whole();
        }
    }
}
