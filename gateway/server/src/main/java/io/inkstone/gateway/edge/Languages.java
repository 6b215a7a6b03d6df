package io.inkstone.gateway.edge;

import io.inkstone.protocol.ApiException;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** The language and the time zone that a caller asks for. */
public final class Languages {

    private Languages() {}

    /** The first language of {@code Accept-Language}; English when there is none, or none that can be read. */
    public static Locale of(RoutingContext ctx) {
        String header = ctx.request().getHeader("accept-language");
        if (header == null || header.isBlank()) {
            return Locale.ENGLISH;
        }
        try {
            List<Locale.LanguageRange> ranges = Locale.LanguageRange.parse(header);
            String first = ranges.isEmpty() ? "*" : ranges.get(0).getRange();
            return first.startsWith("*") ? Locale.ENGLISH : Locale.forLanguageTag(first);
        } catch (IllegalArgumentException e) {
            return Locale.ENGLISH;
        }
    }

    /**
     * A clock in the zone that the header {@code Time-Zone} names, as {@code Asia/Shanghai}; else in the system's.
     *
     * @throws ApiException 400 {@code invalid_time_zone}
     */
    public static Clock clock(RoutingContext ctx) {
        String header = ctx.request().getHeader("time-zone");
        if (header == null) {
            return Clock.system(ZoneId.systemDefault());
        }
        try {
            return Clock.system(ZoneId.of(header.trim()));
        } catch (DateTimeException e) {
            throw ApiException.invalidRequest(
                    "invalid_time_zone",
                    "time-zone",
                    "The header 'Time-Zone' must name a zone of the IANA data base, as 'Asia/Shanghai'.");
        }
    }
}
