package io.inkstone.gateway.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A place in a token's claims: the claim of that whole name, else the way along its dots. */
record ClaimPath(String path) {

    private static final Pattern DOT = Pattern.compile("\\.");

    /** The strings there: one, several of a list, or none. */
    List<String> in(Map<String, Object> claims) {
        List<String> found = new ArrayList<>();
        collect(claims.containsKey(path) ? claims.get(path) : walk(claims), found);
        return found;
    }

    private @Nullable Object walk(Map<String, Object> claims) {
        Object at = claims;
        for (String step : DOT.split(path)) {
            at = at instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return at;
    }

    private static void collect(@Nullable Object value, List<String> found) {
        if (value instanceof Collection<?> several) {
            several.forEach(one -> collect(one, found));
        } else if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            found.add(value.toString());
        }
    }
}
