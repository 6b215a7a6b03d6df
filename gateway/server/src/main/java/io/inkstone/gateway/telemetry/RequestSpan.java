package io.inkstone.gateway.telemetry;

import io.inkstone.orchestration.RequestTrace;

/** The place of one request in a trace: of the gateway's making, or the caller's, passed on as it is. Thread-safe. */
public sealed interface RequestSpan extends RequestTrace permits PassedOnTrace, ServerSpan {

    /** 32 hexadecimal digits. */
    String traceId();

    /** The request is over; told once. */
    void over(ServedRequest request);
}
