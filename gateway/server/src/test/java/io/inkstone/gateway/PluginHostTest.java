package io.inkstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.connector.Connector;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginHostTest {

    private static final String SERVICE = "META-INF/services/" + Connector.class.getName();

    @TempDir
    Path dataDir;

    @Test
    void loads_a_third_partys_jar_with_its_own_class_loader() throws Exception {
        Path plugins = Files.createDirectories(dataDir.resolve("plugins"));
        Path jar = Path.of(System.getProperty("hello.jar"));
        assertThat(jar).as("packaged by the build, so run mvn verify").isRegularFile();
        Files.copy(jar, plugins.resolve("hello.jar"));

        try (RunningGateway running = new RunningGateway(dataDir)) {
            HttpResponse<String> greeted =
                    running.post("/v1/connectors/hello/greet", "{\"name\":\"Ada\",\"creative\":false}");
            HttpResponse<String> written =
                    running.post("/v1/connectors/hello/greet", "{\"name\":\"Ada\",\"creative\":true}");
            HttpResponse<String> refused =
                    running.post("/v1/connectors/hello/greet", "{\"name\":\"R2D2\",\"creative\":false}");

            assertThat(greeted.body()).isEqualTo("{\"text\":\"Hello, Ada!\"}");
            assertThat(written.body()).contains("Greet Ada in one short sentence.");
            assertThat(refused.statusCode()).isEqualTo(422);
            JsonNode listed = entry(running, "hello");
            assertThat(listed.path("source").asText()).isEqualTo("hello.jar");
            assertThat(listed.findPath("name").findPath("minLength").isMissingNode())
                    .isTrue();
            assertThat(listed.at("/operations/0/input_schema/properties/name/description")
                            .asText())
                    .isEqualTo("whom to greet");
            assertThat(listed.at("/operations/0/input_schema/properties/name/maxLength")
                            .asInt())
                    .isEqualTo(80);
        }
    }

    @Test
    void reports_each_broken_plugin_and_starts() throws Exception {
        Path plugins = Files.createDirectories(dataDir.resolve("plugins"));
        jar(plugins.resolve("a-no-service.jar"), Map.of("readme.txt", "nothing"));
        jar(plugins.resolve("b-no-class.jar"), Map.of(SERVICE, "org.example.Missing"));
        Files.writeString(plugins.resolve("c-no-zip.jar"), "this is no archive");
        compiledPlugin(plugins.resolve("d-same-name.jar"), "demo", "");
        compiledPlugin(plugins.resolve("e-bad-name.jar"), "Bad Name", "");
        compiledPlugin(
                plugins.resolve("f-throws.jar"), "thrower", "if (true) throw new IllegalStateException(\"boom\");");
        compiledPlugin(
                plugins.resolve("g-reaches-in.jar"),
                "spy",
                "try { Class.forName(\"io.inkstone.gateway.Gateway\"); }"
                        + " catch (ClassNotFoundException e) { throw new IllegalStateException(\"sees no host class\"); }");

        try (RunningGateway running = new RunningGateway(dataDir)) {
            JsonNode data = RunningGateway.json(running.get("/v1/connectors")).path("data");

            assertThat(cause(data, "a-no-service.jar")).contains("names no connector");
            assertThat(cause(data, "b-no-class.jar")).contains("org.example.Missing");
            assertThat(cause(data, "c-no-zip.jar")).contains("cannot be read");
            assertThat(cause(data, "d-same-name.jar")).contains("'demo' is there already, from class path");
            assertThat(cause(data, "e-bad-name.jar")).contains("'Bad Name'");
            assertThat(cause(data, "f-throws.jar")).contains("boom");
            assertThat(cause(data, "g-reaches-in.jar")).contains("sees no host class");
            assertThat(entry(running, "demo").path("status").asText()).isEqualTo("active");
        }
    }

    @Test
    void shows_a_failed_plugin_on_the_home_page() throws Exception {
        Path plugins = Files.createDirectories(dataDir.resolve("plugins"));
        jar(plugins.resolve("<b>.jar"), Map.of("readme.txt", "nothing"));

        try (RunningGateway running = new RunningGateway(dataDir)) {
            assertThat(running.get("/").body()).contains("&lt;b&gt;.jar", "demo/echo");
        }
    }

    private static JsonNode entry(RunningGateway running, String name) throws Exception {
        for (JsonNode entry : RunningGateway.json(running.get("/v1/connectors")).path("data")) {
            if (entry.path("name").asText().equals(name)) {
                return entry;
            }
        }
        throw new AssertionError("no connector " + name);
    }

    private static String cause(JsonNode data, String source) {
        for (JsonNode entry : data) {
            if (entry.path("source").asText().equals(source)
                    && entry.path("status").asText().equals("failed")) {
                return entry.path("cause").asText();
            }
        }
        throw new AssertionError(source + " is not listed as failed: " + data);
    }

    private static void jar(Path file, Map<String, String> entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** A plug-in whose {@code operations()} does what is given. */
    private void compiledPlugin(Path file, String name, String body) throws IOException {
        Path work = Files.createTempDirectory(dataDir, "compile");
        Path source = work.resolve("Plugin.java");
        Files.writeString(
                source,
                "public class Plugin implements io.inkstone.connector.Connector {"
                        + "public String name() { return \"" + name + "\"; }"
                        + "public String summary() { return \"\"; }"
                        + "public java.util.List<io.inkstone.connector.Operation<?, ?>> operations() { " + body
                        + " return java.util.List.of(); } }");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int failed = compiler.run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                work.toString(),
                source.toString());
        assertThat(failed).isZero();
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out);
                Stream<Path> classes = Files.list(work)) {
            for (Path compiled :
                    classes.filter(one -> one.toString().endsWith(".class")).toList()) {
                jar.putNextEntry(new JarEntry(String.valueOf(compiled.getFileName())));
                Files.copy(compiled, jar);
            }
            jar.putNextEntry(new JarEntry(SERVICE));
            for (String line : List.of("Plugin", "")) {
                jar.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
