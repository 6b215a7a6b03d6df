/**
 * The way in and the assembly: what a gateway is started with, the parts that it is made of, and all routes on one page ({@code
 * HttpEdge}). Routes translate between HTTP and the two rings of {@code io.inkstone.orchestration}; each package below holds those
 * about one thing, and none of them sees this one. {@link io.inkstone.gateway.Gateway} is the way in, {@link
 * io.inkstone.gateway.StateAccess} the one to the data folder of a gateway that does not run.
 */
@NullMarked
package io.inkstone.gateway;

import org.jspecify.annotations.NullMarked;
