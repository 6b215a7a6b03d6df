package io.inkstone.gateway.edge;

/** The version of the API, as its descriptions say it. */
public final class ApiVersion {

    /** The one that is served. */
    public static final String CURRENT = "1";

    private ApiVersion() {}
}
