package io.inkstone.gateway.identity;

import io.inkstone.orchestration.Rights;
import io.inkstone.protocol.ApiException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes tenant, user and rights of an issuer's claims, as its settings say. Thread-safe. */
final class ClaimMapping {

    private static final Pattern PLACE = Pattern.compile("\\{([^{}]+)}");
    private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final String ALL = "*";
    private static final int MOST_CLIENT_CHARACTERS = 128;
    private static final int MOST_USER_CHARACTERS = 256;

    private final OidcSettings settings;
    private final List<ClaimPath> user;
    private final List<ClaimPath> roles;

    ClaimMapping(OidcSettings settings) {
        this.settings = settings;
        this.user = settings.claims().user().stream().map(ClaimPath::new).toList();
        this.roles = settings.claims().roles().stream().map(ClaimPath::new).toList();
    }

    /**
     * Whom the claims of a verified token stand for.
     *
     * @throws ApiException 403 {@code tenant_missing}, {@code tenant_unknown} or {@code tenant_not_allowed}
     */
    Member memberOf(Map<String, Object> claims) {
        Set<String> held = new HashSet<>();
        roles.forEach(path -> held.addAll(path.in(claims)));
        Optional<String> adminRole = settings.claims().adminRole();
        boolean admin = adminRole.isPresent() && held.contains(adminRole.get());
        Rights rights = new Rights(
                admin, allowed(settings.roleModels(), held, admin), allowed(settings.roleOperations(), held, admin));
        String client = clientOf(claims);
        String tenant = tenant(claims);
        requireAllowed(tenant, admin);
        return new Member(tenant, clipped(client, MOST_CLIENT_CHARACTERS), user(claims, client), rights);
    }

    /** The client that a token was issued to, as it says. */
    static String clientOf(Map<String, Object> claims) {
        for (String name : List.of("azp", "client_id", "appid")) {
            if (claims.get(name) instanceof String client && !client.isBlank()) {
                return client;
            }
        }
        return "unknown";
    }

    private static Set<String> allowed(Map<String, List<String>> byRole, Set<String> held, boolean admin) {
        if (byRole.isEmpty()) {
            return Set.of();
        }
        Set<String> allowed = new LinkedHashSet<>();
        boolean mapped = false;
        for (String role : held) {
            List<String> given = byRole.get(role);
            if (given != null) {
                mapped = true;
                allowed.addAll(given);
            }
        }
        boolean all = allowed.contains(ALL) || admin && !mapped;
        return all ? Set.of() : allowed.isEmpty() ? Rights.NOTHING : allowed;
    }

    private String tenant(Map<String, Object> claims) {
        String template = settings.claims().tenant();
        Optional<String> named =
                template.indexOf('{') < 0 ? oneOf(template, claims) : Optional.ofNullable(filled(template, claims));
        String tenant = named.map(value -> settings.tenants().mapping().getOrDefault(value, value))
                .or(() -> settings.tenants().fallback())
                .orElseThrow(() -> ApiException.forbidden(
                        "tenant_missing",
                        "The access token names no tenant; expected one in the claim '" + template
                                + "' (inkstone.gateway.oidc.claims.tenant)."));
        if (!TENANT.matcher(tenant).matches()) {
            throw ApiException.forbidden(
                    "tenant_unknown",
                    "What the access token has in the claim '" + template
                            + "' is no tenant's identifier; expected lower-case letters, digits and hyphens, or an"
                            + " entry for it in inkstone.gateway.oidc.tenants.mapping.");
        }
        return tenant;
    }

    private Optional<String> oneOf(String path, Map<String, Object> claims) {
        List<String> values = new ClaimPath(path).in(claims);
        Map<String, String> mapping = settings.tenants().mapping();
        List<String> mapped = values.size() > 1 && !mapping.isEmpty()
                ? values.stream().filter(mapping::containsKey).toList()
                : values;
        if (mapped.size() > 1) {
            throw ApiException.forbidden(
                    "tenant_missing",
                    "The access token has " + mapped.size() + " values in the claim '" + path
                            + "'; expected one, or one that inkstone.gateway.oidc.tenants.mapping lists.");
        }
        return mapped.stream().findFirst();
    }

    private static @Nullable String filled(String template, Map<String, Object> claims) {
        Matcher places = PLACE.matcher(template);
        boolean[] missing = {false};
        String filled = places.replaceAll((MatchResult place) -> {
            List<String> values = new ClaimPath(place.group(1)).in(claims);
            missing[0] |= values.size() != 1;
            return Matcher.quoteReplacement(values.size() == 1 ? values.get(0) : "");
        });
        return missing[0] ? null : filled;
    }

    /** An issuer speaks for the tenants that it was given, and nobody but an administrator for the system's own. */
    private void requireAllowed(String tenant, boolean admin) {
        List<String> allowed = settings.tenants().allowed().orElse(List.of(ALL));
        boolean systems = tenant.equals("admin") && !admin;
        if (systems || !(allowed.contains(ALL) || allowed.contains(tenant))) {
            throw ApiException.forbidden(
                    "tenant_not_allowed",
                    "The access token names the tenant '" + tenant + "', for which its issuer may not speak.");
        }
    }

    /** Null where a client acts for itself: its subject is the client, or the account that Keycloak keeps for it. */
    private @Nullable String user(Map<String, Object> claims, String client) {
        Object subject = claims.get("sub");
        String account = "service-account-" + client;
        if (client.equals(subject) || account.equalsIgnoreCase(String.valueOf(claims.get("preferred_username")))) {
            return null;
        }
        return user.stream()
                .flatMap(path -> path.in(claims).stream())
                .filter(name -> !name.isBlank())
                .findFirst()
                .map(name -> clipped(name, MOST_USER_CHARACTERS))
                .orElse(null);
    }

    private static String clipped(String name, int most) {
        String sane = name.replaceAll("\\p{Cntrl}", "_");
        return sane.length() <= most ? sane : sane.substring(0, most);
    }
}
