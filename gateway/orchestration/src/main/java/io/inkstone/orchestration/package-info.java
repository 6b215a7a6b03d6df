/**
 * The two rings that nothing goes round: {@link io.inkstone.orchestration.OperationRing} once around every request,
 * {@link io.inkstone.orchestration.ModelRing} around every call of a model; and the upstreams behind the latter. Works on
 * Vert.x futures and streams; knows nothing of routes, of storage or of plug-in loading.
 */
@NullMarked
package io.inkstone.orchestration;

import org.jspecify.annotations.NullMarked;
