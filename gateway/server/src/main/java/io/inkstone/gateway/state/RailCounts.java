package io.inkstone.gateway.state;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How often each rail fired, as a column of the audit table: {@code injection=1,privacy=3}. */
final class RailCounts {

    private RailCounts() {}

    static String write(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .collect(Collectors.joining(","));
    }

    static Map<String, Integer> read(String column) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String entry : column.split(",", -1)) {
            int sign = entry.indexOf('=');
            if (sign > 0) {
                counts.put(entry.substring(0, sign), Integer.valueOf(entry.substring(sign + 1)));
            }
        }
        return counts;
    }
}
