/**
 * The operations as tools of an MCP server over streamable HTTP: JSON-RPC, the revisions of the protocol, calls that can be
 * cancelled. Only the words differ; an operation runs as it does behind its own route. {@link io.inkstone.gateway.mcp.McpRoute} is
 * the way in.
 */
@NullMarked
package io.inkstone.gateway.mcp;

import org.jspecify.annotations.NullMarked;
