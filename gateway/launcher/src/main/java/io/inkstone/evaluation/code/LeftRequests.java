package io.inkstone.evaluation.code;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.evaluation.Access;
import io.inkstone.evaluation.EvaluatedSystem;
import io.inkstone.evaluation.EvaluationException;
import java.time.Duration;
import java.util.Optional;

/**
 * Leaves requests before their answer, as an editor does at each key, and learns from the engine's own counters what it does
 * after that.
 */
final class LeftRequests {

    private static final Duration WHILE_READING = Duration.ofMillis(700);
    private static final Duration WHILE_WRITING = Duration.ofMillis(400);
    private static final int MOST = 5;

    /** An engine that counts nothing for as long is idle. */
    private static final long IDLE_MILLIS = 1500;

    private static final int MOST_LOOKS = 40;

    private final EvaluatedSystem system;
    private final String path;
    private final long idleMillis;

    /**
     * What came of it.
     *
     * @param reading requests that were left while their prompt was read
     * @param mostRead the most tokens that were read after one of them had gone
     * @param writing requests that were left while their answer was written
     * @param mostWritten the most tokens that were written after one of them had gone
     */
    record Figures(int reading, long mostRead, int writing, long mostWritten) {}

    LeftRequests(EvaluatedSystem system, String path) {
        this(system, path, IDLE_MILLIS);
    }

    LeftRequests(EvaluatedSystem system, String path, long idleMillis) {
        this.system = system;
        this.path = path;
        this.idleMillis = idleMillis;
    }

    /** Empty where the system does not show what its engine does. */
    Optional<Figures> run(TypedFile file) {
        if (EngineCounts.of(system).isEmpty()) {
            return Optional.empty();
        }
        int reading = 0;
        int writing = 0;
        long mostRead = 0;
        long mostWritten = 0;
        for (TypedFile.Place place : file.starts().stream().limit(MOST).toList()) {
            ObjectNode body = body(file.text(), place, "line");
            EngineCounts before = atRest();
            EngineCounts left = leave(body, WHILE_READING);
            EngineCounts after = atRest();
            if (after.stopped() > before.stopped() && after.written() == before.written()) {
                reading++;
                mostRead = Math.max(mostRead, after.read() - left.read());
            }
            // With its prompt in the cache an answer begins at once.
            Access.checked(system.post(Completion.ROUTE, body));
            before = atRest();
            left = leave(body(file.text(), place, "block"), WHILE_WRITING);
            after = atRest();
            if (after.stopped() > before.stopped() && left.written() > before.written()) {
                writing++;
                mostWritten = Math.max(mostWritten, after.written() - left.written());
            }
        }
        return Optional.of(new Figures(reading, mostRead, writing, mostWritten));
    }

    private ObjectNode body(String text, TypedFile.Place place, String mode) {
        return Completion.body(text.substring(0, place.start()), text.substring(place.stretchEnd()), path, mode);
    }

    /** What had been counted when the client had just gone: what was under way then counts as done after it. */
    private EngineCounts leave(ObjectNode body, Duration after) {
        system.postAndLeave(Completion.ROUTE, body, after);
        return now();
    }

    private EngineCounts atRest() {
        EngineCounts last = now();
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            sleep();
            EngineCounts next = now();
            if (next.equals(last)) {
                return last;
            }
            last = next;
        }
        throw new EvaluationException("the engine does not come to rest; expected nobody else to use the system");
    }

    private EngineCounts now() {
        return EngineCounts.of(system)
                .orElseThrow(() -> new EvaluationException("the system shows its engine's counters no more"));
    }

    private void sleep() {
        try {
            Thread.sleep(idleMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EvaluationException("interrupted", e);
        }
    }
}
