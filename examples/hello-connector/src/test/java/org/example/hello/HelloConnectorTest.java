package org.example.hello;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.connector.Connector;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class HelloConnectorTest {

    @Test
    void is_found_by_the_service_loader_with_its_operation() {
        Connector found = ServiceLoader.load(Connector.class).findFirst().orElseThrow();

        assertThat(found.name()).isEqualTo("hello");
        assertThat(found.operations())
                .singleElement()
                .satisfies(operation -> assertThat(operation.name()).isEqualTo("greet"));
    }
}
