package io.inkstone.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditorSettingsTest {

    @Test
    void takes_what_is_given_and_leaves_the_rest() {
        EditorSettings settings = read("{\"debounce\":20,\"url\":\"https://ink.example.org/\",\"multiLine\":\"never\"}")
                .settings();

        assertThat(settings.debounce()).isEqualTo(Duration.ofMillis(20));
        assertThat(settings.url()).hasToString("Optional[https://ink.example.org/]");
        assertThat(settings.mode()).isEqualTo("line");
        assertThat(settings.enabled()).isTrue();
        assertThat(settings.candidates()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[\"java\"]|java|true",
                "[\"java\"]|go|false",
                "[]|go|true",
                "{\"java\":false}|java|false",
                "{\"java\":false}|go|true",
                "{\"*\":false,\"go\":true}|go|true",
                "{\"*\":false,\"go\":true}|java|false",
            })
    void completes_the_languages_that_are_wanted(String languages, String language, boolean expected) {
        assertThat(read("{\"languages\":" + languages + "}").settings().completes(language))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"enabled\":\"maybe\"}|inkstone.enabled is \"maybe\"; expected true or false",
                "{\"debounce\":-1}|inkstone.debounce is -1; expected a number from 0 to 5000",
                "{\"debounce\":{}}|inkstone.debounce is {}; expected a number from 0 to 5000",
                "{\"candidates\":4}|inkstone.candidates is 4; expected a number from 1 to 3",
                "{\"multiLine\":\"yes\"}|inkstone.multiLine is \"yes\"; expected one of [always, auto, never]",
                "{\"url\":\"localhost\"}|inkstone.url is \"localhost\"; expected an address such as http://127.0.0.1:8080",
                "{\"languages\":5}|inkstone.languages is 5; expected a list of language ids",
            })
    void complains_about_a_wrong_value_and_keeps_the_former(String json, String complaint) {
        EditorSettings.Read read = read(json);

        assertThat(read.complaints()).singleElement().asString().startsWith(complaint);
        assertThat(read.settings()).isEqualTo(EditorSettings.STANDARD);
    }

    private static EditorSettings.Read read(String json) {
        return EditorSettings.STANDARD.with(JsonParser.parseString(json).getAsJsonObject());
    }
}
