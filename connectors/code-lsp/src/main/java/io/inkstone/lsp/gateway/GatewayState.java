package io.inkstone.lsp.gateway;

import java.util.Locale;

/** How things stand with the gateway. */
public enum GatewayState {
    /** Not asked yet. */
    STARTING,
    READY,
    /** It does not answer; it is looked for again by itself. */
    OFFLINE,
    /** There is no token, or the gateway takes it no more. */
    SIGNED_OUT,
    /** A limit of the tenant is used up, or the gateway is full; asked again when it said. */
    QUOTA,
    /** It answers, but has no code assistant. */
    UNSUPPORTED,
    /** It refuses or fails; the message says how. */
    FAILING;

    /** As it is written on the wire. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
