/**
 * The gateway: HTTP edge, tenants and keys, and the host of plug-ins. Routes translate between HTTP and the two rings of
 * {@code io.inkstone.orchestration}; what an operation looks like from outside (route, stream, schema) derives from its
 * declaration. {@link io.inkstone.gateway.Gateway} is the way in.
 */
@NullMarked
package io.inkstone.gateway;

import org.jspecify.annotations.NullMarked;
