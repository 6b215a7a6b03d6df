package io.inkstone.gateway.state;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What was used, for one combination of groups.
 *
 * @param groups what it was added up by
 * @param requests how many requests came
 * @param failed how many of them were answered with an error
 * @param promptTokens tokens that models read
 * @param completionTokens tokens that models wrote
 */
public record UsageRow(
        Map<UsageGroup, String> groups, long requests, long failed, long promptTokens, long completionTokens) {

    /** Copies. */
    public UsageRow {
        Map<UsageGroup, String> copy = new EnumMap<>(UsageGroup.class);
        copy.putAll(groups);
        groups = Collections.unmodifiableMap(copy);
    }

    /** Tokens read and written. */
    public long tokens() {
        return promptTokens + completionTokens;
    }
}
