/**
 * What is told outside about each request: spans to a collector of OpenTelemetry, a line of the access log, the counters of
 * {@code /metrics}. Never a text. {@link io.inkstone.gateway.telemetry.Telemetry} and {@link
 * io.inkstone.gateway.telemetry.Meters} are the ways in. Types of OpenTelemetry and Micrometer stay in here.
 */
@NullMarked
package io.inkstone.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
