package io.inkstone.gateway.dialect;

import java.util.UUID;

/** Identifiers of answers and their parts. */
final class Ids {

    private Ids() {}

    static String fresh(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }
}
