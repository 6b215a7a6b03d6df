package io.inkstone.gateway.connectors;

import java.util.Locale;

/** JSON names of record components. */
final class SnakeCase {

    private SnakeCase() {}

    /** {@code maxTokens} as {@code max_tokens}, {@code pageURL} as {@code page_url}. */
    static String of(String javaName) {
        return javaName.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    /** The same for each part of a path such as {@code filters[0].columnName}. */
    static String ofPath(String javaPath) {
        return of(javaPath);
    }
}
