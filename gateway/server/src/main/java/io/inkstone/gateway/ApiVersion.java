package io.inkstone.gateway;

/** The version of the API, as its descriptions say it. */
final class ApiVersion {

    /** The one that is served. */
    static final String CURRENT = "1";

    private ApiVersion() {}
}
