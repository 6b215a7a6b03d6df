package io.inkstone.orchestration;

import io.inkstone.protocol.ApiException;

/** What else can be done when an attempt fails before the first byte of its answer. */
enum Recourse {
    /** Nothing: the request is at fault, and every upstream would say so. */
    NONE,
    /** Another target may answer; this one would fail again, or has had its time. */
    OTHER_TARGET,
    /** Another target may answer, and in a while this one. */
    ALSO_LATER;

    static Recourse from(ApiException error) {
        return switch (error.code()) {
            case "upstream_busy",
                    "upstream_lost",
                    "upstream_timeout",
                    "upstream_refused_key",
                    "bad_upstream_answer",
                    "model_not_found" -> OTHER_TARGET;
            default -> error.status() == 429 || error.status() >= 500 ? ALSO_LATER : NONE;
        };
    }
}
