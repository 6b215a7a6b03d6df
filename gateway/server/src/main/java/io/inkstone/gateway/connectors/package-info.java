/**
 * The host of plug-ins, and what derives from an operation's declaration: its schemas, its input of a request's body, its result as
 * JSON, file or events, its route and its WebSocket. Everything that runs an operation goes through {@link
 * io.inkstone.gateway.connectors.OperationRunner}.
 */
@NullMarked
package io.inkstone.gateway.connectors;

import org.jspecify.annotations.NullMarked;
