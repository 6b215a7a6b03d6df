/**
 * What is told outside about each request: spans to a collector of OpenTelemetry, and a line of the access log. Never a text.
 * {@link io.inkstone.gateway.telemetry.Telemetry} is the way in. Types of OpenTelemetry stay in here.
 */
@NullMarked
package io.inkstone.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
