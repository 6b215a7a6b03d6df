package io.inkstone.gateway.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.connector.FilePart;
import io.inkstone.gateway.edge.Upload;
import io.inkstone.orchestration.Caller;
import io.inkstone.orchestration.Limits;
import io.inkstone.orchestration.Rights;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class FileArgumentsTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Caller MIA = Caller.of("mia", "key_1", Rights.ALL, Limits.UNLIMITED);
    private static final Caller EVE = Caller.of("eve", "key_2", Rights.ALL, Limits.UNLIMITED);

    record OneOrMany(FilePart one, List<FilePart> many, Optional<FilePart> maybe, String text) {}

    record Single(FilePart workbook, String text) {}

    private final StoredFiles ofMia = (caller, id) -> caller.tenant().equals("mia") && id.equals("file-1")
            ? Future.succeededFuture(new Upload("kept.csv", "text/csv", Buffer.buffer("kept")))
            : Future.failedFuture(ApiException.notFound("file_not_found", "There is no file '" + id + "'."));
    private final FileArguments files = new FileArguments(VERTX, ofMia);

    @AfterAll
    static void close() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void takes_files_in_both_forms_out_of_the_arguments() throws Exception {
        FileArguments.Split split = split(MIA, """
                {"one":{"file_id":"file-1"},"many":[{"filename":"b.txt","data":"Yg=="},{"file_id":"file-1"}],"text":"x"}""");

        assertThat(split.fields().toString()).isEqualTo("{\"text\":\"x\"}");
        assertThat(split.files().get("one")).extracting(FilePart::name).containsExactly("kept.csv");
        assertThat(split.files().get("many")).extracting(FilePart::name).containsExactly("b.txt", "kept.csv");
        assertThat(split.files()).doesNotContainKey("maybe");
    }

    @Test
    void finds_no_file_of_another_tenant() {
        assertThatThrownBy(() -> split(EVE, "{\"one\":{\"file_id\":\"file-1\"}}"))
                .hasRootCauseInstanceOf(ApiException.class)
                .hasMessageContaining("file-1");
    }

    @Test
    void names_the_place_of_a_wrong_file() {
        assertThatThrownBy(() -> split(MIA, "{\"one\":{\"file_id\":\"file-1\"},\"many\":{}}"))
                .isInstanceOfSatisfying(
                        ApiException.class, error -> assertThat(error.param()).isEqualTo("many"));
        assertThatThrownBy(() -> split(MIA, "{\"one\":{\"file_id\":\"file-1\"},\"many\":[{\"file_id\":7}]}"))
                .isInstanceOfSatisfying(
                        ApiException.class, error -> assertThat(error.param()).isEqualTo("many[0].file_id"));
        assertThatThrownBy(() -> split(MIA, "{\"one\":{\"file_id\":\"file-1\",\"data\":\"\"}}"))
                .isInstanceOfSatisfying(
                        ApiException.class, error -> assertThat(error.code()).isEqualTo("unknown_field"));
    }

    @Test
    void takes_an_identifier_alone_for_the_only_file() throws Exception {
        assertThat(split(MIA, Single.class, "{\"file_id\":\"file-1\",\"text\":\"x\"}")
                        .files()
                        .get("workbook"))
                .extracting(FilePart::name)
                .containsExactly("kept.csv");
        assertThat(split(MIA, OneOrMany.class, "{\"file_id\":\"file-1\"}")
                        .fields()
                        .has("file_id"))
                .as("it says nothing where there are several")
                .isTrue();
        assertThatThrownBy(() ->
                        split(MIA, Single.class, "{\"file_id\":\"file-1\",\"workbook\":{\"file_id\":\"file-1\"}}"))
                .isInstanceOfSatisfying(
                        ApiException.class, error -> assertThat(error.param()).isEqualTo("file_id"));
        assertThatThrownBy(() -> split(MIA, Single.class, "{\"file_id\":7}"))
                .isInstanceOfSatisfying(
                        ApiException.class, error -> assertThat(error.param()).isEqualTo("file_id"));
    }

    @Test
    void adds_to_the_parts_of_a_form() throws Exception {
        FilePart sent = new Upload("sent.txt", "text/plain", Buffer.buffer("sent"));

        FileArguments.Split split = files.split(
                        MIA,
                        OneOrMany.class,
                        Json.parseObject("{\"one\":{\"file_id\":\"file-1\"},\"many\":[{\"file_id\":\"file-1\"}]}"),
                        Map.of("many", List.of(sent), "unknown", List.of(sent)))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);

        assertThat(split.files().get("one")).extracting(FilePart::name).containsExactly("kept.csv");
        assertThat(split.files().get("many")).extracting(FilePart::name).containsExactly("sent.txt", "kept.csv");
        assertThat(split.files()).containsKey("unknown");
    }

    @Test
    void describes_what_it_takes() {
        ObjectNode schema = FileArguments.asObjectsOrIdentifier(Single.class, new OperationSchemas().of(Single.class));

        assertThat(schema.at("/properties/workbook/anyOf/0/required/0").asText())
                .isEqualTo("file_id");
        assertThat(schema.at("/properties/file_id/type").asText()).isEqualTo("string");
        assertThat(schema.path("required").toString()).isEqualTo("[\"text\"]");
        assertThat(schema.path("oneOf").toString())
                .isEqualTo("[{\"required\":[\"workbook\"]},{\"required\":[\"file_id\"]}]");
        assertThat(FileArguments.asObjectsOrIdentifier(OneOrMany.class, new OperationSchemas().of(OneOrMany.class))
                        .path("properties")
                        .has("file_id"))
                .isFalse();
    }

    private FileArguments.Split split(Caller caller, String json) throws Exception {
        return split(caller, OneOrMany.class, json);
    }

    private FileArguments.Split split(Caller caller, Class<?> input, String json) throws Exception {
        ObjectNode arguments = Json.parseObject(json);
        return files.split(caller, input, arguments, Map.of())
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }
}
