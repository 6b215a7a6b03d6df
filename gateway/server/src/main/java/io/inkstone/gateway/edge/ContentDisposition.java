package io.inkstone.gateway.edge;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What {@code Content-Disposition} says of an answer that is a file. */
public final class ContentDisposition {

    private ContentDisposition() {}

    /** RFC 6266: a plain name for old clients, and the true one. */
    public static String attachment(String fileName) {
        String plain = fileName.replaceAll("[^A-Za-z0-9._ -]", "_");
        String encoded = URLEncoder.encode(fileName, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
    }
}
