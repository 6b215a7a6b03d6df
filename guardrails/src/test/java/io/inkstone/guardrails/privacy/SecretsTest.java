package io.inkstone.guardrails.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys are put together here, so that no scanner takes this file for a leak. */
final class SecretsTest {

    private static final String BODY = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2w3X4y5Z6";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ghp_36",
                "gho_36",
                "github_pat_52",
                "glpat-20",
                "xoxb-40",
                "sk_live_24",
                "rk_test_24",
                "AIza35",
                "sk-48",
                "sk-ant-48",
                "npm_36",
                "hf_34",
                "LTAI20",
                "ink_43",
                "sk-proj-48",
                "gsk_52"
            })
    void finds_keys_by_how_they_begin(String form) {
        int digits = form.length() - 2;
        String key = form.substring(0, digits) + BODY.substring(0, Integer.parseInt(form.substring(digits)));

        assertThat(Marked.found("use " + key + ".")).isEqualTo("use {secret:" + key + "}.");
        assertThat(Marked.found("键（" + key + "）")).isEqualTo("键（{secret:" + key + "}）");
        assertThat(Marked.found("x" + key)).doesNotContain("{secret:");
    }

    @Test
    void finds_keys_of_aws() {
        String key = "AKIA" + "IOSFODNN7EXAMPLE";
        assertThat(Marked.found(key)).isEqualTo("{secret:" + key + "}");
        assertThat(Marked.found(key + "A")).doesNotContain("{");
    }

    @Test
    void finds_json_web_tokens() {
        String token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9." + "eyJzdWIiOiIxMjM0NTY3ODkwIn0." + BODY;
        assertThat(Marked.found("Bearer " + token + ", ok")).isEqualTo("Bearer {secret:" + token + "}, ok");
        assertThat(Marked.found("eyJhbGciOiJIUzI1NiJ9 alone")).doesNotContain("{");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password = \"{secret:hunter2!x}\"",
                "db_password={secret:Tr0ub4dor&3} # no",
                "api_key: {secret:9f8e7d6c5b4a39281706f5e4d3c2b1a0}",
                "{'client_secret': '{secret:q8Zr2LmX0vT5nKw7}'}",
                "Authorization: Bearer {secret:q8Zr2LmX0vT5nKw7q8Zr}",
                "my password is {secret:Tr0ub4dor3}.",
                "密码是{secret:abc@123}，口令：{secret:Xy12345}",
                "密码：{secret:８８６６４４}",
            })
    void finds_what_is_assigned_to_the_name_of_a_secret(String marked) {
        assertThat(Marked.found(Marked.plain(marked))).isEqualTo(marked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: required, token: string",
                "password=getPassword() token = ${TOKEN} api_key=os.environ[\"X1\"]",
                "Password: must be 8 characters or more",
                "api_key: <your-api-key-1> password=********",
                "max_tokens: 4096, compass: north5",
                "The secret: nobody knew. 密码是什么？",
                "sk-learn-is-a-library-for-machine-learning",
            })
    void passes_names_calls_and_placeholders(String text) {
        assertThat(Marked.found(text)).isEqualTo(text);
    }

    @Test
    void finds_private_keys_as_a_whole() {
        String line = (BODY + BODY).substring(0, 64) + "\n";
        String key = "-----BEGIN RSA " + "PRIVATE KEY-----\n" + line.repeat(20) + "aB3=\n-----END RSA PRIVATE KEY-----";
        assertThat(Marked.found("key:\n" + key + "\nend")).isEqualTo("key:\n{secret:" + key + "}\nend");

        String escaped = key.replace("\n", "\\n");
        assertThat(Marked.found("\"" + escaped + "\"")).isEqualTo("\"{secret:" + escaped + "}\"");

        String cut = "-----BEGIN " + "PRIVATE KEY-----\n" + line.repeat(2);
        assertThat(Marked.found(cut + "\nand so on and on"))
                .isEqualTo("{secret:" + cut.strip() + "}\n\nand so on and on");
        assertThat(Marked.found("-----BEGIN CERTIFICATE-----\n" + line)).doesNotContain("{");
    }
}
