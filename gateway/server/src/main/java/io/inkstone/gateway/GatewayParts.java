package io.inkstone.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.files.TenantStorage;
import io.inkstone.gateway.identity.Callers;
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
        FigureLog figures,
        FrontDoor frontDoor,
        Bodies bodies,
        InputValidator validator,
        TenantStorage storage,
        McpTools tools,
        FileArguments fileArguments,
        RunningCalls runningCalls,
        ObjectNode openApi,
        String homePage,
        String docsPage) {}
