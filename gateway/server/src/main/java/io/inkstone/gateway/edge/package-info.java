/**
 * What all routes have in common between HTTP and the rings: who is let in, how bodies are read within their bounds, how answers,
 * events and errors are written, and what is known of a request on its way. Knows no route; {@link
 * io.inkstone.gateway.edge.Admission} and {@link io.inkstone.gateway.edge.Exchange} are where a route begins.
 */
@NullMarked
package io.inkstone.gateway.edge;

import org.jspecify.annotations.NullMarked;
