package io.inkstone.orchestration;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who can answer a call.
 *
 * @param model the model that was asked for, by its own name
 * @param targets who serves it
 * @param fallback who serves the models that may answer in its place, model by model
 * @param hedgeAfter how long a completion may take before a second target is asked
 */
record Route(String model, List<Target> targets, List<List<Target>> fallback, Optional<Duration> hedgeAfter) {}
