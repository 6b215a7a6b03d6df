package io.inkstone.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random schemas, with a validator by other people as the reference. */
class JsonSchemaPropertyTest {

    private static final JsonSchemaFactory VALIDATORS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final int SCHEMAS = 400;

    private static final SchemaValidatorsConfig ASSERTING =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    @Test
    void whatever_the_grammar_writes_conforms() throws Exception {
        Random random = new Random(1);
        int written = 0;
        for (int round = 0; round < SCHEMAS; round++) {
            ObjectNode schema = new RandomSchema(random).object();
            JsonSchema validator = VALIDATORS.getSchema(schema, ASSERTING);
            Gbnf grammar = Gbnf.parse(JsonSchemaGrammar.toGbnf(schema));
            for (int i = 0; i < 10; i++) {
                String text = RandomText.of(grammar, random, 2000);
                if (!text.isEmpty()) {
                    assertThat(validator.validate(Json.MAPPER.readTree(text)))
                            .as("%s for %s", text, schema)
                            .isEmpty();
                    written++;
                }
            }
        }
        assertThat(written).isGreaterThan(SCHEMAS * 5);
    }

    @Test
    void instances_are_accepted_and_of_changed_ones_only_those_that_conform() throws Exception {
        Random random = new Random(2);
        int refused = 0;
        for (int round = 0; round < SCHEMAS; round++) {
            RandomSchema schemas = new RandomSchema(random);
            ObjectNode schema = schemas.object();
            JsonSchema validator = VALIDATORS.getSchema(schema, ASSERTING);
            Gbnf grammar = Gbnf.parse(JsonSchemaGrammar.toGbnf(schema));
            for (int i = 0; i < 10; i++) {
                String text = Json.write(schemas.instance(schema));
                assertThat(grammar.accepts(text)).as("%s for %s", text, schema).isTrue();
                String changed = change(text, random);
                if (grammar.accepts(changed)) {
                    assertThat(conforms(validator, changed))
                            .as("%s for %s", changed, schema)
                            .isTrue();
                } else {
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(SCHEMAS * 5);
    }

    private static boolean conforms(JsonSchema validator, String text) {
        try {
            JsonNode json = Json.MAPPER.readTree(text);
            return validator.validate(json).isEmpty();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** One character dropped, doubled or replaced. */
    private static String change(String text, Random random) {
        int at = random.nextInt(text.length());
        String replacement = switch (random.nextInt(3)) {
            case 0 -> "";
            case 1 -> text.substring(at, at + 1).repeat(2);
            default -> String.valueOf("{}[],:\"\\0159-.aetnu ".charAt(random.nextInt(19)));
        };
        return text.substring(0, at) + replacement + text.substring(at + 1);
    }
}
