package io.inkstone.model.serving;

import io.inkstone.model.catalog.ChatTemplate;
import io.inkstone.model.catalog.FimTokens;
import io.inkstone.model.catalog.ModelEntry;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.ChatMessage;
import java.util.List;

/** Writes requests as the plain prompts that a model was trained on. Thread-safe. */
final class PromptWriter {

    /** Put into a control token that a user wrote, so that the tokenizer reads letters: it joins words, invisibly. */
    private static final char WORD_JOINER = '\u2060';

    private final ModelEntry model;

    PromptWriter(ModelEntry model) {
        this.model = model;
    }

    /**
     * A conversation, up to where the model answers.
     *
     * @throws ApiException 400 {@code unsupported_model} when it has no chat template
     */
    String chat(List<ChatMessage> messages) {
        ChatTemplate template = template();
        StringBuilder prompt = new StringBuilder();
        String defaultSystem = template.defaultSystem();
        if (defaultSystem != null
                && messages.stream().noneMatch(message -> message.role().equals("system"))) {
            append(prompt, template.system(), defaultSystem);
        }
        for (ChatMessage message : messages) {
            ChatTemplate.Turn turn = switch (message.role()) {
                case "system" -> template.system();
                case "assistant" -> template.assistant();
                default -> template.user();
            };
            append(prompt, turn, plain(message.content()));
        }
        return prompt.append(template.generationPrompt()).toString();
    }

    /** Texts that end an answer in a conversation. */
    List<String> chatStops() {
        return template().stop();
    }

    private ChatTemplate template() {
        ChatTemplate template = model.chatTemplate();
        if (template == null) {
            throw ApiException.invalidRequest(
                    "unsupported_model",
                    "model",
                    "'" + model.name() + "' has no chat template; use /v1/completions with it, or another model.");
        }
        return template;
    }

    private static void append(StringBuilder prompt, ChatTemplate.Turn turn, String content) {
        prompt.append(turn.prefix()).append(content).append(turn.suffix());
    }

    /**
     * A gap to fill.
     *
     * @throws ApiException 400 {@code unsupported_parameter} when the model cannot
     */
    String fill(String before, String after) {
        return fim().prompt(plain(before), plain(after));
    }

    /** Texts that end what fills a gap. */
    List<String> fillStops() {
        return fim().stop();
    }

    private FimTokens fim() {
        FimTokens fim = model.fim();
        if (fim == null) {
            throw ApiException.invalidRequest(
                    "unsupported_parameter",
                    "suffix",
                    "'" + model.name() + "' cannot fill a gap; leave 'suffix' out, or use a model that can.");
        }
        return fim;
    }

    /** The text with the model's control tokens broken up, so that nobody can forge a role in a message. */
    String plain(String text) {
        String plain = text;
        for (String token : model.controlTokens()) {
            if (plain.contains(token)) {
                plain = plain.replace(token, token.charAt(0) + String.valueOf(WORD_JOINER) + token.substring(1));
            }
        }
        return plain;
    }
}
