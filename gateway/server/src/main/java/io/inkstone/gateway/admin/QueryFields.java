package io.inkstone.gateway.admin;

import io.inkstone.protocol.ApiException;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** What stands behind the question mark of an address, checked. */
final class QueryFields {

    private static final int MOST_CHARACTERS = 256;

    private final Map<String, String> values;

    /**
     * @param values by name
     * @param known the names that may stand there
     * @throws ApiException 400 {@code unknown_parameter} for any other
     */
    QueryFields(Map<String, String> values, Set<String> known) {
        this.values = Map.copyOf(values);
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw ApiException.invalidRequest(
                        "unknown_parameter",
                        name,
                        "There is no parameter '" + name + "' here; known are: "
                                + String.join(", ", known.stream().sorted().toList()) + ".");
            }
        }
    }

    /** What stands in a request's address. */
    static Map<String, String> in(RoutingContext ctx) {
        Map<String, String> values = new LinkedHashMap<>();
        ctx.queryParams().forEach(values::putIfAbsent);
        return values;
    }

    Optional<String> text(String name) {
        String value = values.get(name);
        if (value == null || value.isEmpty()) {
            return Optional.empty();
        }
        if (value.length() > MOST_CHARACTERS) {
            throw wrong(name, value.substring(0, 40) + "…", "at most " + MOST_CHARACTERS + " characters");
        }
        return Optional.of(value);
    }

    /** A day of UTC. */
    Optional<LocalDate> day(String name) {
        return parsed(name, LocalDate::parse, "a day as 2026-11-30");
    }

    /** A moment; a day stands for its beginning in UTC. */
    Optional<Instant> moment(String name) {
        return parsed(
                name,
                value -> value.contains("T")
                        ? Instant.parse(value)
                        : LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant(),
                "a day as 2026-11-30, or a moment as 2026-11-30T08:00:00Z");
    }

    OptionalLong number(String name, long least, long most) {
        Optional<Long> value = parsed(name, Long::valueOf, "a number from " + least + " to " + most);
        if (value.isPresent() && (value.get() < least || value.get() > most)) {
            throw wrong(name, value.get().toString(), "a number from " + least + " to " + most);
        }
        return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
    }

    private <T> Optional<T> parsed(String name, Function<String, T> parser, String expected) {
        Optional<String> value = text(name);
        try {
            return value.map(parser);
        } catch (DateTimeParseException | NumberFormatException e) {
            throw wrong(name, value.orElse(""), expected);
        }
    }

    static ApiException wrong(String name, String value, String expected) {
        return ApiException.invalidRequest(
                "invalid_value", name, "'" + name + "' is '" + value + "'; expected " + expected + ".");
    }
}
