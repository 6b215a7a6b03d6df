package org.example.hello;

import dev.langchain4j.model.output.structured.Description;
import io.inkstone.connector.Connector;
import io.inkstone.connector.ConnectorException;
import io.inkstone.connector.Operation;
import io.inkstone.connector.OperationContext;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;

/** A plug-in with one operation, which greets. */
public final class HelloConnector implements Connector {

    /** What a caller sends. */
    record Greet(
            @NotBlank @Size(max = 80) @Description("whom to greet")
            String name,

            @Description("true to let the model write the greeting")
            boolean creative) {}

    /** What a caller gets. */
    record Greeting(String text) {}

    @Override
    public String name() {
        return "hello";
    }

    @Override
    public String summary() {
        return "Greets people.";
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                Operation.of("greet", "Greets one person by name.", Greet.class, Greeting.class, HelloConnector::greet)
                        .readOnly());
    }

    private static Greeting greet(Greet input, OperationContext context) {
        if (input.name().chars().anyMatch(Character::isDigit)) {
            throw ConnectorException.refused("unsupported", "Names with digits are not greeted.", List.of("a name"));
        }
        if (input.creative()) {
            return new Greeting(context.models().chat().chat("Greet " + input.name() + " in one short sentence."));
        }
        boolean chinese = context.locale().getLanguage().equals("zh");
        return new Greeting(chinese ? "你好，" + input.name() + "！" : "Hello, " + input.name() + "!");
    }
}
