package io.inkstone.gateway.mcp;

import io.inkstone.gateway.connectors.HostedOperation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all event loops know of the MCP server: its tools, the calls that run, the pages that may ask. Thread-safe. */
public final class McpServer {

    private final McpTools tools;
    private final RunningCalls running = new RunningCalls();
    private final List<String> origins;

    /**
     * @param operations every one that answers once is a tool
     * @param origins of web pages that may ask
     */
    public McpServer(List<HostedOperation> operations, List<String> origins) {
        this.tools = new McpTools(operations);
        this.origins = List.copyOf(origins);
    }

    McpTools tools() {
        return tools;
    }

    RunningCalls running() {
        return running;
    }

    /** Whether a page may ask; what is no page says no origin. */
    boolean mayAsk(@Nullable String origin) {
        return origin == null || origins.contains(origin);
    }
}
