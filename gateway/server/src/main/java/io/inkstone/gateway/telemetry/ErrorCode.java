package io.inkstone.gateway.telemetry;

import java.util.regex.Pattern;

/** Codes of errors as they may be told outside. */
public final class ErrorCode {

    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private ErrorCode() {}

    /** An upstream names its errors itself, and what it writes there may be anything: what is no code becomes {@code _OTHER}. */
    public static String told(String code) {
        return SANE.matcher(code).matches() ? code : "_OTHER";
    }
}
