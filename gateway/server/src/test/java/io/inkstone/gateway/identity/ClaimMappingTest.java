package io.inkstone.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inkstone.orchestration.Rights;
import io.inkstone.protocol.ApiException;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tenant, user and rights of the claims that identity providers really send. */
class ClaimMappingTest {

    /** The settings under a prefix of the test's own. */
    @ConfigMapping(prefix = "oidc")
    interface Settings extends OidcSettings {}

    @Test
    void reads_the_claims_of_microprofile_jwt() {
        Member member = mapping(Map.of())
                .memberOf(Map.of(
                        "tenant",
                        "acme",
                        "azp",
                        "office",
                        "sub",
                        "u-1",
                        "upn",
                        "mia@example.org",
                        "groups",
                        List.of("a")));

        assertThat(member).isEqualTo(new Member("acme", "office", "mia@example.org", Rights.ALL));
    }

    @Test
    void takes_the_first_name_of_a_user_that_is_there() {
        ClaimMapping mapping = mapping(Map.of());

        assertThat(mapping.memberOf(Map.of("tenant", "acme", "sub", "u-1", "preferred_username", "mia"))
                        .user())
                .isEqualTo("mia");
        assertThat(mapping.memberOf(Map.of("tenant", "acme", "sub", "u-1")).user())
                .isEqualTo("u-1");
        assertThat(mapping(Map.of("claims.user", "sub"))
                        .memberOf(Map.of("tenant", "acme", "sub", "u-1", "upn", "mia"))
                        .user())
                .isEqualTo("u-1");
        assertThat(mapping.memberOf(Map.of("tenant", "acme", "sub", "u\n" + "1".repeat(400)))
                        .user())
                .hasSize(256)
                .startsWith("u_1");
    }

    @Test
    void sees_no_user_where_a_client_acts_for_itself() {
        ClaimMapping mapping = mapping(Map.of());

        assertThat(mapping.memberOf(Map.of("tenant", "acme", "client_id", "batch", "sub", "batch")))
                .isEqualTo(new Member("acme", "batch", null, Rights.ALL));
        assertThat(mapping.memberOf(Map.of(
                                "tenant",
                                "acme",
                                "azp",
                                "batch",
                                "sub",
                                "u-9",
                                "preferred_username",
                                "service-account-batch"))
                        .user())
                .isNull();
    }

    @Test
    void finds_a_tenant_along_a_path_by_its_whole_name_or_in_a_template() {
        assertThat(tenant(Map.of("claims.tenant", "org.id"), Map.of("org", Map.of("id", "acme"))))
                .isEqualTo("acme");
        assertThat(tenant(
                        Map.of("claims.tenant", "https://x.example.org/tenant"),
                        Map.of("https://x.example.org/tenant", "acme")))
                .isEqualTo("acme");
        assertThat(tenant(
                        Map.of("claims.tenant", "{org.id}-{dept}"),
                        Map.of("org", Map.of("id", "acme"), "dept", "legal")))
                .isEqualTo("acme-legal");
        assertThat(tenant(Map.of("claims.tenant", "organization"), Map.of("organization", List.of("acme"))))
                .isEqualTo("acme");
        refused("tenant_missing", Map.of("claims.tenant", "{org.id}-{dept}"), Map.of("dept", "legal"));
    }

    @Test
    void maps_a_value_to_a_tenant_and_picks_the_one_that_is_mapped() {
        Map<String, String> settings =
                Map.of("claims.tenant", "groups", "tenants.mapping.\"/departments/Legal\"", "legal");

        assertThat(tenant(settings, Map.of("groups", List.of("/everyone", "/departments/Legal"))))
                .isEqualTo("legal");
        assertThat(tenant(Map.of("tenants.fallback", "common"), Map.of())).isEqualTo("common");
        refused("tenant_missing", settings, Map.of("groups", List.of("/everyone", "/others")));
        refused("tenant_unknown", settings, Map.of("groups", List.of("/everyone")));
        refused("tenant_missing", Map.of(), Map.of("tenant", List.of("a", "b")));
    }

    @Test
    void lets_an_issuer_speak_for_its_tenants_only() {
        assertThat(tenant(Map.of("tenants.allowed", "a,b"), Map.of("tenant", "b")))
                .isEqualTo("b");
        refused("tenant_not_allowed", Map.of("tenants.allowed", "a,b"), Map.of("tenant", "c"));
        refused("tenant_not_allowed", Map.of("claims.admin-role", "boss"), Map.of("tenant", "admin"));
        assertThat(tenant(Map.of("claims.admin-role", "boss"), Map.of("tenant", "admin", "groups", List.of("boss"))))
                .isEqualTo("admin");
    }

    @Test
    void makes_rights_of_roles() {
        Map<String, String> settings = Map.of(
                "claims.admin-role", "boss",
                "role-models.gold", "large,small",
                "role-models.silver", "small",
                "role-operations.all", "*",
                "role-operations.drafts", "documents/write");

        assertThat(rights(settings, "gold", "all")).isEqualTo(new Rights(false, Set.of("large", "small"), Set.of()));
        assertThat(rights(settings, "silver", "drafts"))
                .isEqualTo(new Rights(false, Set.of("small"), Set.of("documents/write")));
        assertThat(rights(settings, "none")).isEqualTo(new Rights(false, Rights.NOTHING, Rights.NOTHING));
        assertThat(rights(settings, "boss")).isEqualTo(new Rights(true, Set.of(), Set.of()));
        assertThat(rights(settings, "boss", "silver")).isEqualTo(new Rights(true, Set.of("small"), Set.of()));
        assertThat(rights(Map.of(), "boss")).isEqualTo(Rights.ALL);
    }

    private static Rights rights(Map<String, String> settings, String... roles) {
        return mapping(settings)
                .memberOf(Map.of("tenant", "acme", "realm_access", Map.of("roles", List.of(roles))))
                .rights();
    }

    private static String tenant(Map<String, String> settings, Map<String, Object> claims) {
        return mapping(settings).memberOf(claims).tenant();
    }

    private static void refused(String code, Map<String, String> settings, Map<String, Object> claims) {
        assertThatThrownBy(() -> tenant(settings, claims))
                .isInstanceOf(ApiException.class)
                .extracting(failure -> ((ApiException) failure).code())
                .isEqualTo(code);
    }

    private static ClaimMapping mapping(Map<String, String> settings) {
        Map<String, String> values = new HashMap<>();
        values.put("oidc.issuer", "https://id.example.org");
        values.put("oidc.audience", "inkstone");
        settings.forEach((name, value) -> values.put("oidc." + name, value));
        return new ClaimMapping(new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(Settings.class)
                .withSources(new PropertiesConfigSource(values, "test", 500))
                .build()
                .getConfigMapping(Settings.class));
    }
}
