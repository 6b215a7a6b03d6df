package io.inkstone.evaluation.code;

import io.inkstone.evaluation.EvaluatedSystem;
import java.util.Optional;

/**
 * What the engines of a system say that they have done, all together.
 *
 * @param read tokens of prompts
 * @param written tokens of answers
 * @param stopped generations that were ended before their end
 */
record EngineCounts(long read, long written, long stopped) {

    private static final String PREFIX = "inkstone_engine_";

    /** Those of now; empty where the system shows no engine's counters. */
    static Optional<EngineCounts> of(EvaluatedSystem system) {
        String page = system.metrics();
        return page.contains(PREFIX)
                ? Optional.of(new EngineCounts(
                        sum(page, "read_tokens_total"), sum(page, "written_tokens_total"), sum(page, "stopped_total")))
                : Optional.empty();
    }

    private static long sum(String page, String name) {
        return (long) page.lines()
                .filter(line -> line.startsWith(PREFIX + name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
