package io.inkstone.gateway.files;

import org.jspecify.annotations.Nullable;

/**
 * Which files are wanted.
 *
 * @param purpose those of one purpose; null for all
 * @param after those behind the one with this identifier; null for the first
 * @param limit how many at most
 * @param newestFirst their order
 */
public record FileQuery(@Nullable String purpose, @Nullable String after, int limit, boolean newestFirst) {}
