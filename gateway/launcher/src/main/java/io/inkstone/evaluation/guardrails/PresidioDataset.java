package io.inkstone.evaluation.guardrails;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the synthetic texts of presidio-research, {@code synth_dataset_v2.json}. */
final class PresidioDataset {

    private PresidioDataset() {}

    /**
     * Its texts, with the spans that {@link TypeMapping} knows, by its names.
     *
     * @throws IOException when the file cannot be read, or is not the set
     */
    static List<AnnotatedText> read(Path file) throws IOException {
        JsonNode texts = Json.MAPPER.readTree(Files.readAllBytes(file));
        if (!texts.isArray()) {
            throw new IOException(file + " is not the set of presidio-research; expected a list of texts.");
        }
        List<AnnotatedText> read = new ArrayList<>();
        for (JsonNode text : texts) {
            Set<TypedSpan> spans = new HashSet<>();
            for (JsonNode span : text.path("spans")) {
                TypeMapping.ofSet(span.path("entity_type").asText())
                        .ifPresent(type -> spans.add(new TypedSpan(
                                span.path("start_position").asInt(),
                                span.path("end_position").asInt(),
                                type.name())));
            }
            read.add(new AnnotatedText(text.path("full_text").asText(), spans));
        }
        return read;
    }
}
