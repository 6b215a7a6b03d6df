package io.inkstone.model.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inkstone.model.catalog.ModelSource.PythonWheels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {

    private final Catalog catalog = Catalog.load();

    @Test
    void knows_the_models_that_come_with_inkstone() {
        assertThat(catalog.entries())
                .extracting(ModelEntry::name)
                .containsExactly(
                        "qwen2.5-coder-0.5b-instruct", "smollm2-135m-instruct", "gemma-3-270m", "bge-small-zh-v1.5");
        assertThat(catalog.defaultChat().name()).isEqualTo("qwen2.5-coder-0.5b-instruct");
        assertThat(catalog.defaultEmbedding().dimensions()).isEqualTo(512);
    }

    @Test
    void describes_the_default_model_in_full() {
        ModelEntry qwen = catalog.defaultChat();

        assertThat(qwen.roles()).isEqualTo(Set.of(ModelRole.CHAT, ModelRole.COMPLETION, ModelRole.FIM));
        assertThat(qwen.contextTokens()).isEqualTo(32768);
        assertThat(qwen.languages()).containsExactly("en", "zh");
        assertThat(qwen.license()).isEqualTo("Apache-2.0");
        assertThat(qwen.controlTokens()).hasSize(22).contains("<|im_start|>", "<|fim_middle|>", "</tool_call>");
        ChatTemplate template = Objects.requireNonNull(qwen.chatTemplate());
        assertThat(template.user().prefix()).isEqualTo("<|im_start|>user\n");
        assertThat(template.generationPrompt()).isEqualTo("<|im_start|>assistant\n");
        ModelFile file = Objects.requireNonNull(qwen.file());
        assertThat(file.sizeBytes()).isEqualTo(491_400_064);
        assertThat(file.sources()).hasSize(3);
        assertThat(file.sources().get(0))
                .isInstanceOfSatisfying(
                        PythonWheels.class,
                        wheels -> assertThat(wheels.wheels()).hasSize(6));
    }

    @Test
    void gives_a_base_model_no_chat_template() {
        ModelEntry gemma = catalog.require("gemma-3-270m");

        assertThat(gemma.chatTemplate()).isNull();
        assertThat(gemma.can(ModelRole.CHAT)).isFalse();
        assertThat(gemma.can(ModelRole.COMPLETION)).isTrue();
    }

    @Test
    void writes_a_fill_in_prompt_in_the_order_of_the_model() {
        FimTokens qwen = Objects.requireNonNull(catalog.defaultChat().fim());
        assertThat(qwen.prompt("a", "b")).isEqualTo("<|fim_prefix|><|fim_suffix|>b<|fim_middle|>a");
        assertThat(qwen.trainedPrompt("a", "b")).isEqualTo("<|fim_prefix|>a<|fim_suffix|>b<|fim_middle|>");
        assertThat(tokens(FimTokens.Order.PREFIX_FIRST).prompt("a", "b")).isEqualTo("<P>a<S>b<M>");
        assertThat(tokens(FimTokens.Order.SUFFIX_FIRST).prompt("a", "b")).isEqualTo("<S>b<P>a<M>");
    }

    private static FimTokens tokens(FimTokens.Order order) {
        return new FimTokens("<P>", "<S>", "<M>", order, List.of());
    }

    @Test
    void names_the_known_models_when_asked_for_another() {
        assertThatThrownBy(() -> catalog.require("gpt-9"))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.reason()).isEqualTo(ModelException.Reason.UNKNOWN))
                .hasMessageContaining("'gpt-9'")
                .hasMessageContaining("smollm2-135m-instruct")
                .hasMessageContaining("./inkstone model import FILE");
    }

    @Test
    void refuses_a_file_name_that_leads_out_of_the_directory() {
        assertThatThrownBy(() -> new ModelFile("../x.gguf", 1, "0".repeat(64), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("../x.gguf");
    }

    @Test
    void names_a_description_that_cannot_be_read(@TempDir Path dir) throws Exception {
        Files.writeString(dir.resolve("mine.yaml"), "name: mine\ncontext-tokens: 10\nflavour: sweet\n");

        assertThatThrownBy(() -> Catalog.load(new ModelStore(dir)))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.reason()).isEqualTo(ModelException.Reason.INVALID))
                .hasMessageContaining("mine.yaml")
                .hasMessageContaining("flavour");
    }
}
