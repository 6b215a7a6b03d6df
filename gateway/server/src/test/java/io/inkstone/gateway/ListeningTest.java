package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inkstone.gateway.settings.GatewayStartException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListeningTest {

    @TempDir
    Path dataDir;

    @Test
    void refuses_plain_http_that_others_could_read() {
        GatewayOptions options = options(Map.of("inkstone.gateway.host", "0.0.0.0"));

        assertThatThrownBy(() -> Gateway.start(options))
                .isInstanceOf(GatewayStartException.class)
                .hasMessageContaining("0.0.0.0")
                .hasMessageContaining("inkstone.gateway.tls.certificate")
                .hasMessageContaining("inkstone.gateway.behind-proxy");
    }

    @Test
    void takes_the_operator_s_word_that_a_proxy_does_tls() throws Exception {
        GatewayOptions options =
                options(Map.of("inkstone.gateway.host", "0.0.0.0", "inkstone.gateway.behind-proxy", "true"));

        try (Gateway gateway = Gateway.start(options)) {
            assertThat(gateway.localPort()).isEqualTo(gateway.port());
            assertThat(live(HttpClient.newHttpClient(), "http://127.0.0.1:" + gateway.port()))
                    .isEqualTo(200);
        }
    }

    @Test
    void refuses_a_host_that_is_none() {
        GatewayOptions options = options(Map.of("inkstone.gateway.host", "no such host"));

        assertThatThrownBy(() -> Gateway.start(options)).hasMessageContaining("'no such host' is no address");
    }

    @Test
    void names_the_file_of_the_certificate_that_it_cannot_read() {
        GatewayOptions options = options(Map.of(
                "inkstone.gateway.tls.certificate",
                "/nowhere/cert.pem",
                "inkstone.gateway.tls.key",
                "/nowhere/key.pem"));

        assertThatThrownBy(() -> Gateway.start(options))
                .isInstanceOf(GatewayStartException.class)
                .hasMessageContaining("/nowhere/cert.pem");
    }

    @Test
    void serves_https_and_leaves_this_machine_s_commands_a_door() throws Exception {
        Path certificate = selfSigned();
        GatewayOptions options = options(Map.of(
                "inkstone.gateway.tls.certificate",
                certificate.toString(),
                "inkstone.gateway.tls.key",
                dataDir.resolve("key.pem").toString()));

        try (Gateway gateway = Gateway.start(options)) {
            HttpClient trusting =
                    HttpClient.newBuilder().sslContext(trusting(certificate)).build();
            assertThat(live(trusting, "https://localhost:" + gateway.port())).isEqualTo(200);
            assertThat(gateway.localPort()).isNotEqualTo(gateway.port());
            assertThat(live(HttpClient.newHttpClient(), "http://127.0.0.1:" + gateway.localPort()))
                    .isEqualTo(200);
        }
    }

    private GatewayOptions options(Map<String, String> settings) {
        return GatewayOptions.in(dataDir).port(0).settings(RunningGateway.settings(settings));
    }

    private static int live(HttpClient client, String base) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(URI.create(base + "/health/live"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** By Java's own keytool; the key is then written as PEM. */
    private Path selfSigned() throws Exception {
        Path store = dataDir.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "gateway",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        Path certificate = dataDir.resolve("cert.pem");
        Files.writeString(
                certificate, pem("CERTIFICATE", keys.getCertificate("gateway").getEncoded()));
        Files.writeString(
                dataDir.resolve("key.pem"),
                pem(
                        "PRIVATE KEY",
                        keys.getKey("gateway", "changeit".toCharArray()).getEncoded()));
        return certificate;
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n"
                + java.util.Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + what
                + "-----\n";
    }

    private static SSLContext trusting(Path certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            trusted.setCertificateEntry(
                    "gateway", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
