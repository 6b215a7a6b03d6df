package io.inkstone.gateway.files;

import java.time.Duration;

/**
 * How much is kept.
 *
 * @param maxFiles of one tenant
 * @param maxBytes of one tenant
 * @param keep how long a file is kept at most
 * @param maxBatches of one tenant that are not over
 * @param concurrency how many lines of all batches are under way at one time
 */
public record FileLimits(int maxFiles, long maxBytes, Duration keep, int maxBatches, int concurrency) {}
