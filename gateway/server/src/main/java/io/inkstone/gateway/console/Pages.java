package io.inkstone.gateway.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.gateway.connectors.HostedOperation;
import io.inkstone.gateway.connectors.PluginHost;
import io.inkstone.protocol.Json;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;

/** The two pages for people: what runs here, and the OpenAPI document to read. Nothing is loaded from elsewhere. */
final class Pages {

    private static final String STYLE = """
            body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
            code,pre{font:14px/1.4 ui-monospace,monospace;background:#f2f2f0;border-radius:4px}
            code{padding:.1em .3em}pre{padding:.8em;overflow:auto}
            h2{border-bottom:1px solid #d8d8d4;padding-bottom:.2em}summary{cursor:pointer}
            .m{display:inline-block;min-width:3.5em;font-weight:600}.q{color:#666}
            table{border-collapse:collapse}td,th{border:1px solid #d8d8d4;padding:.2em .6em;text-align:right}th{font-size:14px}td:first-child,th:first-child{text-align:left;white-space:nowrap}
            @media(prefers-color-scheme:dark){body{background:#171717;color:#e8e8e8}code,pre{background:#262626}h2{border-color:#444}.q{color:#aaa}a{color:#9ecbff}}
            """;

    private Pages() {}

    /** {@code /}: what runs here, in English and Chinese. */
    static String home(PluginHost plugins) {
        StringBuilder body = new StringBuilder();
        body.append("<h1>Inkstone 砚台</h1>")
                .append("<p>The AI base under your office software is running. ")
                .append(
                        "<a href=\"/docs\">Read how to call it</a>, or get the <a href=\"/openapi\">OpenAPI document</a>; ")
                .append("<a href=\"/health/ready\">is a model ready?</a></p>")
                .append("<p lang=\"zh\">办公软件的 AI 底座正在运行。<a href=\"/docs\">查看调用方法</a>，")
                .append("或获取 <a href=\"/openapi\">OpenAPI 文档</a>；<a href=\"/health/ready\">模型是否就绪？</a></p>")
                .append("<h2>Connectors <span lang=\"zh\">连接器</span></h2><ul>");
        for (PluginHost.Hosted hosted : plugins.connectors()) {
            body.append("<li><b>")
                    .append(escape(hosted.name()))
                    .append("</b> ")
                    .append(escape(hosted.connector().summary()))
                    .append("<ul>");
            for (HostedOperation operation : hosted.operations().values()) {
                body.append("<li><code>")
                        .append(escape(operation.path()))
                        .append("</code> ")
                        .append(escape(operation.operation().summary()))
                        .append("</li>");
            }
            body.append("</ul>");
            if (hosted.counts()) {
                body.append("<a href=\"")
                        .append(escape(FigurePage.path(hosted)))
                        .append("\">How much of it is taken and kept <span lang=\"zh\">采纳与保留情况</span></a>");
            }
            body.append("</li>");
        }
        for (PluginHost.Failed failed : plugins.failed()) {
            body.append("<li>⚠ ")
                    .append(escape(failed.source()))
                    .append(": ")
                    .append(escape(failed.cause()))
                    .append("</li>");
        }
        body.append("</ul><p class=\"q\">Every call wants a key: <code>Authorization: Bearer ink_…</code>. ")
                .append("<span lang=\"zh\">每次调用都需要密钥。</span></p>");
        return page("Inkstone", body.toString());
    }

    /** {@code /docs}: the document, path by path. */
    static String docs(ObjectNode openApi) {
        StringBuilder body = new StringBuilder("<h1>Inkstone API <span lang=\"zh\">接口</span></h1>");
        body.append("<p>Send <code>Authorization: Bearer ink_…</code> with every call. An error is ")
                .append(
                        "<code>{\"error\":{\"message\",\"type\",\"param\",\"code\"}}</code>; <code>x-request-id</code> is in ")
                .append("every answer. The same as JSON: <a href=\"/openapi\">/openapi</a>.</p>")
                .append("<p lang=\"zh\">每次调用都要带上 <code>Authorization: Bearer ink_…</code>。错误统一为上面的结构，")
                .append("每个响应都有 <code>x-request-id</code>。</p>");
        for (Map.Entry<String, JsonNode> path : openApi.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                addMethod(body, path.getKey(), method.getKey(), method.getValue());
            }
        }
        return page("Inkstone API", body.toString());
    }

    static void send(RoutingContext ctx, String html) {
        ctx.response()
                .putHeader("content-type", "text/html; charset=utf-8")
                .putHeader("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'")
                .end(html);
    }

    private static void addMethod(StringBuilder body, String path, String method, JsonNode description) {
        body.append("<details><summary><span class=\"m\">")
                .append(escape(method.toUpperCase(Locale.ROOT)))
                .append("</span> <code>")
                .append(escape(path))
                .append("</code> ")
                .append(escape(description.path("summary").asText()))
                .append("</summary>");
        if (description.has("description")) {
            body.append("<p>")
                    .append(escape(description.path("description").asText()))
                    .append("</p>");
        }
        addSchemas(body, "Request", "请求", description.path("requestBody").path("content"));
        addSchemas(
                body, "Answer", "响应", description.path("responses").path("200").path("content"));
        addFrames(body, description.path("x-inkstone-frames"));
        body.append("</details>");
    }

    private static void addSchemas(StringBuilder body, String title, String chinese, JsonNode content) {
        for (Map.Entry<String, JsonNode> type : content.properties()) {
            body.append("<p>")
                    .append(title)
                    .append(" <span lang=\"zh\">")
                    .append(chinese)
                    .append("</span> <code>")
                    .append(escape(type.getKey()))
                    .append("</code></p><pre>")
                    .append(escape(pretty(type.getValue().path("schema"))))
                    .append("</pre>");
        }
    }

    private static void addFrames(StringBuilder body, JsonNode frames) {
        for (Map.Entry<String, JsonNode> direction : frames.properties()) {
            body.append("<p><code>")
                    .append(escape(direction.getKey()))
                    .append("</code></p><pre>")
                    .append(escape(pretty(direction.getValue())))
                    .append("</pre>");
        }
    }

    private static String pretty(JsonNode node) {
        try {
            return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree could not be written", e);
        }
    }

    /** A whole page; the body is HTML. */
    static String page(String title, String body) {
        return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\""
                + " content=\"width=device-width\"><title>" + title + "</title><style>" + STYLE
                + "</style></head><body>"
                + body + "</body></html>";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
