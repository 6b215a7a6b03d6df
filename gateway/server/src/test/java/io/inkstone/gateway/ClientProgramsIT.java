package io.inkstone.gateway;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenAI's and Anthropic's own clients in Python and JavaScript; what they do is in the programs beside this test. */
class ClientProgramsIT {

    @TempDir
    Path dataDir;

    @TempDir
    Path scratch;

    private RunningGateway running;

    @BeforeEach
    void start() throws Exception {
        running = new RunningGateway(dataDir);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void serves_openais_python_client() throws Exception {
        ClientPrograms.run(ClientPrograms.python(), "openai_client.py", scratch, environment());
    }

    @Test
    void serves_anthropics_python_client() throws Exception {
        ClientPrograms.run(ClientPrograms.python(), "anthropic_client.py", scratch, environment());
    }

    @Test
    void serves_openais_javascript_client() throws Exception {
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("CLIENT_FOLDER", ClientPrograms.nodeFolder().toString());
        ClientPrograms.run(Path.of("node"), "openai_client.mjs", scratch, environment);
    }

    private Map<String, String> environment() {
        return Map.of("BASE_URL", running.uri("").toString(), "API_KEY", running.adminKey);
    }
}
