package io.inkstone.orchestration;

import io.inkstone.protocol.ApiException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whom a call has been put to, with what failure; and, when nobody is left, what the caller is told. Lives on one context. */
final class Trail {

    private final Map<String, Integer> asked = new LinkedHashMap<>();
    private final Set<Upstream> leftAlone = new LinkedHashSet<>();
    private final List<ApiException> failures = new ArrayList<>();

    void asked(Upstream upstream) {
        asked.merge(upstream.name(), 1, Integer::sum);
    }

    /** Its breaker is open. */
    void leftAlone(Upstream upstream) {
        leftAlone.add(upstream);
    }

    void failed(ApiException error) {
        failures.add(error);
    }

    int attempts() {
        return asked.values().stream().mapToInt(Integer::intValue).sum();
    }

    boolean isEmpty() {
        return asked.isEmpty() && leftAlone.isEmpty();
    }

    /** How often the answer broke off before it began. */
    long lost() {
        return failures.stream()
                .filter(error -> error.code().equals("upstream_lost"))
                .count();
    }

    /** The last failure that asks to come back, since that is what the caller can act on; else the last. */
    ApiException failure() {
        int retryAfterSeconds = soonestSeconds();
        if (failures.isEmpty()) {
            return ApiException.unavailable(
                    "upstream_unavailable",
                    named(leftAlone.stream().map(Upstream::name).toList()) + " failed too often of late; try again in "
                            + retryAfterSeconds + " s.",
                    retryAfterSeconds);
        }
        ApiException last = failures.get(failures.size() - 1);
        for (ApiException error : failures) {
            if (asksToComeBack(error)) {
                last = error;
            }
        }
        if (attempts() == 1 && leftAlone.isEmpty()) {
            return last;
        }
        return ApiException.reported(
                last.status(),
                last.type(),
                last.code(),
                last.param(),
                last.getMessage() + tried(),
                asksToComeBack(last) ? retryAfterSeconds : 0);
    }

    private String tried() {
        String names = asked.entrySet().stream()
                .map(one -> "'" + one.getKey() + "'" + (one.getValue() > 1 ? " (" + one.getValue() + " times)" : ""))
                .collect(Collectors.joining(", "));
        String left = leftAlone.isEmpty()
                ? ""
                : " " + named(leftAlone.stream().map(Upstream::name).toList())
                        + " was not asked, since it failed too often of late.";
        return " Upstreams asked: " + names + "." + left;
    }

    private int soonestSeconds() {
        int soonest = Integer.MAX_VALUE;
        for (ApiException error : failures) {
            if (asksToComeBack(error)) {
                soonest = Math.min(soonest, Math.max(1, error.retryAfterSeconds()));
            }
        }
        for (Upstream upstream : leftAlone) {
            soonest = Math.min(soonest, upstream.breaker().secondsUntilTrial());
        }
        return soonest;
    }

    private static boolean asksToComeBack(ApiException error) {
        return error.status() == 429 || error.status() == 503;
    }

    private static String named(List<String> upstreams) {
        return (upstreams.size() == 1 ? "Upstream '" : "Upstreams '") + String.join("', '", upstreams) + "'";
    }
}
