package io.inkstone.orchestration;

import org.jspecify.annotations.Nullable;

/**
 * What a caller has left, as the tightest of its accounts has it.
 *
 * @param requests of a minute; null where requests are not limited
 * @param tokens of a minute, day or month, whichever has least left; null where tokens are not limited
 */
public record Standing(@Nullable Rate requests, @Nullable Rate tokens) {

    /** Nothing is limited. */
    public static final Standing UNLIMITED = new Standing(null, null);

    /**
     * One limit.
     *
     * @param limit how much may be used
     * @param remaining how much of it is left now; what is set aside for running calls is not
     * @param resetMillis until all of it is back, if nothing more is used
     */
    public record Rate(long limit, long remaining, long resetMillis) {

        /** The one with less left. */
        public static @Nullable Rate tighter(@Nullable Rate one, @Nullable Rate other) {
            if (one == null || other == null) {
                return one == null ? other : one;
            }
            return other.remaining < one.remaining ? other : one;
        }
    }
}
