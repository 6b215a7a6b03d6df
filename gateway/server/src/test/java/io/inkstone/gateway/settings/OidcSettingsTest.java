package io.inkstone.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.gateway.identity.OidcSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OidcSettingsTest {

    @TempDir
    Path dataDir;

    @Test
    void reads_the_example_of_the_readme() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        int start = readme.indexOf("```yaml\ninkstone:\n  gateway:\n    public-address:") + "```yaml\n".length();
        Files.writeString(dataDir.resolve("inkstone.yaml"), readme.substring(start, readme.indexOf("```", start)));

        GatewaySettings settings = GatewayConfig.load(dataDir);

        assertThat(settings.publicAddress())
                .hasValueSatisfying(address -> assertThat(address).hasHost("ai.example.org"));
        assertThat(settings.oidc()).hasSize(1);
        OidcSettings oidc = settings.oidc().values().iterator().next();
        assertThat(oidc.issuer()).hasValue("https://id.example.org/realms/office");
        assertThat(oidc.audience()).hasValue(List.of("inkstone"));
        assertThat(oidc.claims().tenant()).isEqualTo("groups");
        assertThat(oidc.claims().roles()).containsExactly("realm_access.roles");
        assertThat(oidc.claims().adminRole()).isEqualTo(Optional.of("inkstone-admin"));
        assertThat(oidc.tenants().mapping())
                .isEqualTo(Map.of("/departments/Legal", "legal", "/departments/Sales", "sales"));
        assertThat(oidc.roleModels())
                .isEqualTo(Map.of("staff", List.of("qwen2.5-coder-0.5b-instruct"), "researcher", List.of("*")));
        assertThat(oidc.roleOperations())
                .containsEntry("staff", List.of("documents/formula", "chat.completions", "models"));
        assertThat(oidc.permissions().resources()).isEqualTo(Map.of("chat.completions", "chat"));
    }
}
