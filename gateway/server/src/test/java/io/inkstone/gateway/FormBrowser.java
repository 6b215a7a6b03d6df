package io.inkstone.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A person at a browser: follows redirects, keeps cookies, fills in the one form of a page. */
final class FormBrowser {

    private static final int MOST_REDIRECTS = 10;

    private final HttpClient http;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final String ends;
    private URI at = URI.create("about:blank");
    private Document page = new Document("");

    /**
     * @param ends the beginning of an address to which a redirect is not followed, since nothing listens there
     */
    FormBrowser(HttpClient http, String ends) {
        this.http = http;
        this.ends = ends;
    }

    /** Where the browser was sent last. */
    URI at() {
        return at;
    }

    String text() {
        return page.text();
    }

    boolean hasForm() {
        return form().isPresent();
    }

    void open(URI address) throws IOException, InterruptedException {
        go(HttpRequest.newBuilder(address).GET());
    }

    /** Sends the form with what it holds and these fields. */
    void submit(Map<String, String> fields) throws IOException, InterruptedException {
        Element form = form().orElseThrow();
        Map<String, String> all = new HashMap<>();
        form.select("input[type=hidden]").forEach(input -> all.put(input.attr("name"), input.attr("value")));
        all.putAll(fields);
        go(HttpRequest.newBuilder(at.resolve(form.attr("action")))
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(KeycloakServer.encoded(all))));
    }

    private Optional<Element> form() {
        return Optional.ofNullable(page.selectFirst("form"));
    }

    private void go(HttpRequest.Builder first) throws IOException, InterruptedException {
        HttpRequest.Builder request = first;
        for (int redirects = 0; redirects < MOST_REDIRECTS; redirects++) {
            String cookie = cookies.entrySet().stream()
                    .map(one -> one.getKey() + "=" + one.getValue())
                    .collect(Collectors.joining("; "));
            if (!cookie.isEmpty()) {
                request.header("cookie", cookie);
            }
            HttpRequest sent = request.timeout(Duration.ofMinutes(1)).build();
            HttpResponse<String> response = http.send(sent, HttpResponse.BodyHandlers.ofString());
            at = sent.uri();
            response.headers().allValues("set-cookie").forEach(this::keep);
            Optional<String> location = response.headers().firstValue("location");
            if (location.isEmpty()) {
                page = Jsoup.parse(response.body());
                return;
            }
            at = at.resolve(location.get());
            if (at.toString().startsWith(ends)) {
                return;
            }
            request = HttpRequest.newBuilder(at).GET();
        }
        throw new IOException("more than " + MOST_REDIRECTS + " redirects");
    }

    /** Also those that are marked Secure, as a browser does on loopback. */
    private void keep(String header) {
        String pair = header.split(";", 2)[0];
        cookies.put(pair.substring(0, pair.indexOf('=')).trim(), pair.substring(pair.indexOf('=') + 1));
    }
}
