package io.inkstone.gateway.connectors;

import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Sse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a caller wants an operation's result, from its {@code Accept} header. */
sealed interface ResultForm {

    /** The output record as JSON. */
    record JsonBody() implements ResultForm {}

    /** Progress and partial results as events, then the output record. */
    record Events() implements ResultForm {}

    /** A file of the output record. */
    record FileBody(String mediaType) implements ResultForm {}

    /**
     * Chooses.
     *
     * @throws ApiException 406 {@code not_acceptable}
     */
    static ResultForm of(@Nullable String accept, HostedOperation operation) {
        if (accept == null || accept.isBlank()) {
            return new JsonBody();
        }
        for (String wanted : byPreference(accept)) {
            if (wanted.equals(Sse.CONTENT_TYPE)) {
                return new Events();
            }
            if (operation.produces().containsKey(wanted)) {
                return new FileBody(wanted);
            }
            if (wanted.equals("application/json") || wanted.equals("application/*") || wanted.equals("*/*")) {
                return new JsonBody();
            }
        }
        List<String> possible = new ArrayList<>(List.of("application/json", Sse.CONTENT_TYPE));
        possible.addAll(operation.produces().keySet());
        throw ApiException.badRequest(
                406,
                "not_acceptable",
                "'Accept: " + accept + "' fits nothing that " + operation.path() + " answers with: "
                        + String.join(", ", possible) + ".");
    }

    private static List<String> byPreference(String accept) {
        record Wanted(String type, double weight) {}
        List<Wanted> wanted = new ArrayList<>();
        for (String range : accept.split(",", -1)) {
            String[] parts = range.trim().toLowerCase(Locale.ROOT).split(";", -1);
            double weight = 1;
            for (String part : parts) {
                String value = part.trim();
                if (value.matches("q=[01](\\.[0-9]{1,3})?")) {
                    weight = Double.parseDouble(value.substring(2));
                }
            }
            wanted.add(new Wanted(parts[0].trim(), weight));
        }
        return wanted.stream()
                .filter(one -> one.weight() > 0)
                .sorted(Comparator.comparingDouble(Wanted::weight).reversed())
                .map(Wanted::type)
                .toList();
    }
}
