package io.inkstone.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.connector.Connector;
import io.inkstone.connector.Operation;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class CodeConnectorTest {

    @Test
    void is_found_and_changes_nothing() {
        Connector found = ServiceLoader.load(Connector.class).findFirst().orElseThrow();

        assertThat(found.name()).isEqualTo("code");
        assertThat(found.operations())
                .extracting(Operation::name)
                .contains("complete", "explain", "fix", "test", "comment");
    }
}
