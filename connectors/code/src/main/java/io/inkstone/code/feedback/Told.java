package io.inkstone.code.feedback;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the newest completions have been told to have done, so that an event that is told twice counts once. In this process's memory
 * alone, and bounded. Thread-safe.
 */
final class Told {

    private final Map<String, Boolean> events;

    Told(int most) {
        this.events = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > most;
            }
        };
    }

    /** Whether it is told for the first time. */
    synchronized boolean first(String tenant, String completionId, FeedbackInput.Kind event) {
        return events.put(tenant + ' ' + completionId + ' ' + event, true) == null;
    }
}
