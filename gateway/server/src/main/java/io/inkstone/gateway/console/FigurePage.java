package io.inkstone.gateway.console;

import io.inkstone.connector.FigureSheet;
import io.inkstone.gateway.connectors.PluginHost;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * {@code /figures/CONNECTOR}: a connector's figures as tables, for people, in English and Chinese. The page holds nothing of a
 * tenant's; its script asks {@code GET /v1/usage/CONNECTOR} with the key that is typed into it, which it keeps nowhere.
 */
final class FigurePage {

    private static final String PATH = "/figures/";

    private static final String SCRIPT = """
            const form = document.querySelector('form');
            const out = document.querySelector('#out');
            const percent = n => n === null ? '–' : (100 * n).toFixed(1) + ' %';
            const cell = (row, tag, text) => { const c = document.createElement(tag); c.textContent = text; row.append(c); };
            function table(title, rows) {
              const heading = document.createElement('h2');
              heading.textContent = title;
              out.append(heading);
              if (!rows.length) { const p = document.createElement('p'); p.textContent = '–'; out.append(p); return; }
              const rates = document.body.dataset.rates.split(' ');
              const t = document.createElement('table');
              const head = t.insertRow();
              Object.keys(rows[0]).forEach(name => cell(head, 'th', name.replaceAll('_', ' ')));
              for (const one of rows) {
                const row = t.insertRow();
                for (const [name, value] of Object.entries(one)) cell(row, 'td', rates.includes(name) ? percent(value) : value);
              }
              out.append(t);
            }
            form.addEventListener('submit', async event => {
              event.preventDefault();
              out.replaceChildren();
              const asked = new URLSearchParams();
              for (const name of ['from', 'to']) if (form[name].value) asked.set(name, form[name].value);
              const answer = await fetch('/v1/usage/' + document.body.dataset.connector + '?' + asked,
                {headers: {authorization: 'Bearer ' + form.key.value.trim()}});
              const read = await answer.json();
              if (!answer.ok) { const p = document.createElement('p'); p.textContent = read.error.message; out.append(p); return; }
              table(read.tenant + ' · ' + read.from + ' – ' + read.to, [read.total]);
              table(document.body.dataset.label, read['by_' + document.body.dataset.label]);
              table('day', read.by_day);
            });
            """;

    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; connect-src 'self'; script-src 'sha256-" + hash(SCRIPT)
                    + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private FigurePage() {}

    /** Where a connector's page is. */
    static String path(PluginHost.Hosted hosted) {
        return PATH + hosted.name();
    }

    static void mount(Router router, PluginHost plugins) {
        for (PluginHost.Hosted hosted : plugins.connectors()) {
            if (hosted.counts()) {
                String page = html(hosted);
                router.get(path(hosted)).handler(ctx -> send(ctx, page));
            }
        }
    }

    private static void send(RoutingContext ctx, String page) {
        ctx.response()
                .putHeader("content-type", "text/html; charset=utf-8")
                .putHeader("content-security-policy", POLICY)
                .end(page);
    }

    private static String html(PluginHost.Hosted hosted) {
        FigureSheet sheet = hosted.figures();
        StringBuilder body = new StringBuilder();
        body.append("<h1>")
                .append(Pages.escape(hosted.name()))
                .append(": what it is worth <span lang=\"zh\">成效</span></h1>")
                .append("<form><label>Key <span lang=\"zh\">密钥</span> ")
                .append("<input name=\"key\" type=\"password\" required autocomplete=\"off\"></label> ")
                .append("<label>From <span lang=\"zh\">从</span> <input name=\"from\" type=\"date\"></label> ")
                .append("<label>To <span lang=\"zh\">到</span> <input name=\"to\" type=\"date\"></label> ")
                .append("<button>Show <span lang=\"zh\">查看</span></button></form><div id=\"out\"></div><dl>");
        for (FigureSheet.Figure figure : sheet.figures()) {
            body.append("<dt><code>")
                    .append(Pages.escape(figure.name()))
                    .append("</code></dt><dd>")
                    .append(Pages.escape(figure.summary()))
                    .append("</dd>");
        }
        for (FigureSheet.Rate rate : sheet.rates()) {
            body.append("<dt><code>")
                    .append(Pages.escape(rate.name()))
                    .append("</code></dt><dd>")
                    .append(Pages.escape(rate.part() + " / " + String.join(" + ", rate.whole())))
                    .append("</dd>");
        }
        body.append("</dl><script>").append(SCRIPT).append("</script>");
        String rates = String.join(
                " ", sheet.rates().stream().map(FigureSheet.Rate::name).toList());
        return Pages.page("Inkstone " + Pages.escape(hosted.name()), body.toString())
                .replace(
                        "<body>",
                        "<body data-connector=\"" + Pages.escape(hosted.name()) + "\" data-label=\""
                                + Pages.escape(sheet.labelledBy()) + "\" data-rates=\"" + Pages.escape(rates) + "\">");
    }

    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
