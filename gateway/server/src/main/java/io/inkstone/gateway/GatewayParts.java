package io.inkstone.gateway;

import io.inkstone.gateway.connectors.OperationRunner;
import io.inkstone.gateway.connectors.PluginHost;
import io.inkstone.gateway.console.ConsoleRoutes;
import io.inkstone.gateway.console.MetricsRoute;
import io.inkstone.gateway.console.Readiness;
import io.inkstone.gateway.edge.Bodies;
import io.inkstone.gateway.edge.FrontDoor;
import io.inkstone.gateway.edge.PublicAddress;
import io.inkstone.gateway.files.TenantStorage;
import io.inkstone.gateway.identity.Callers;
import io.inkstone.gateway.mcp.McpServer;
import io.inkstone.gateway.settings.GatewaySettings;
import io.inkstone.gateway.state.State;
import io.inkstone.gateway.tenancy.Directory;
import io.inkstone.gateway.tenancy.Policies;
import io.inkstone.orchestration.ModelRing;
import io.inkstone.orchestration.OperationRing;
import io.inkstone.orchestration.UpstreamDirectory;

/** What the routes are made of; shared by all event loops. */
record GatewayParts(
        GatewaySettings settings,
        Directory directory,
        Callers callers,
        PublicAddress address,
        Policies policies,
        State state,
        PluginHost plugins,
        UpstreamDirectory upstreams,
        ModelRing modelRing,
        OperationRing operationRing,
        Readiness readiness,
        MetricsRoute metrics,
        FrontDoor frontDoor,
        Bodies bodies,
        TenantStorage storage,
        OperationRunner runner,
        McpServer mcp,
        ConsoleRoutes console) {}
