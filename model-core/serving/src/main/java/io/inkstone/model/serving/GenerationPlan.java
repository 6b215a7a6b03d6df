package io.inkstone.model.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.inkstone.model.catalog.ModelRole;
import io.inkstone.protocol.ApiException;
import io.inkstone.protocol.ChatRequest;
import io.inkstone.protocol.CompletionRequest;
import io.inkstone.protocol.Gbnf;
import io.inkstone.protocol.GenerationRequest;
import io.inkstone.protocol.JsonSchemaGrammar;
import io.inkstone.protocol.OutputFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request that has passed every check which needs no engine: those that guard the engines from what they abort on are
 * here.
 *
 * @param prompt the plain prompt
 * @param stops texts that end an answer
 * @param cacheSalt the request's {@code cache_salt}, which keeps apart what different callers' prompts have left in the engine's
 *     cache; empty when it says {@code "cache_prompt": false}
 */
record GenerationPlan(
        GenerationRequest request,
        String prompt,
        List<String> stops,
        Optional<Gbnf> grammar,
        Optional<String> cacheSalt) {

    private static final int MOST_SALT_CHARS = 256;

    /**
     * Checks a request and writes its prompt. May take milliseconds for a large grammar.
     *
     * @throws ApiException 400
     */
    static GenerationPlan of(GenerationRequest request, ServedModel model) {
        checkAbilities(request, model);
        checkBias(request, model);
        Optional<Gbnf> grammar = grammar(request.format());
        String prompt;
        List<String> stops = new ArrayList<>(request.stop());
        if (request instanceof ChatRequest chat) {
            prompt = model.prompts().chat(chat.messages());
            stops.addAll(model.prompts().chatStops());
        } else {
            CompletionRequest completion = (CompletionRequest) request;
            Optional<String> suffix = completion.suffix();
            if (suffix.isPresent()) {
                prompt = model.prompts().fill(completion.prompt(), suffix.get());
                stops.addAll(model.prompts().fillStops());
            } else {
                prompt = completion.prompt();
            }
        }
        checkLength(prompt, model);
        return new GenerationPlan(request, prompt, List.copyOf(stops), grammar, cacheSalt(request));
    }

    private static Optional<String> cacheSalt(GenerationRequest request) {
        JsonNode salt = request.json().path("cache_salt");
        boolean given = !salt.isMissingNode() && !salt.isNull();
        if (given && (!salt.isTextual() || salt.asText().length() > MOST_SALT_CHARS)) {
            throw ApiException.invalidRequest(
                    "invalid_value",
                    "cache_salt",
                    "'cache_salt' is not what it may be; expected a text of at most " + MOST_SALT_CHARS
                            + " characters.");
        }
        return request.json().path("cache_prompt").asBoolean(true) ? Optional.of(salt.asText("")) : Optional.empty();
    }

    /** Whether it is an editor's completion. */
    boolean fillsGap() {
        return fillsGap(request);
    }

    private static boolean fillsGap(GenerationRequest request) {
        return request instanceof CompletionRequest completion
                && completion.suffix().isPresent();
    }

    private static void checkAbilities(GenerationRequest request, ServedModel model) {
        EngineAbilities abilities = model.supervisor().abilities();
        if (request.logprobs() && !abilities.logProbabilities()) {
            throw unsupported(model, "logprobs", "gives no log-probabilities; leave 'logprobs' out.");
        }
        if (request.toolsGiven()) {
            throw unsupported(model, "tools", "calls no tools; leave 'tools' and tool messages out.");
        }
        if (!(request.format() instanceof OutputFormat.Text) && !abilities.grammar()) {
            throw unsupported(model, "response_format", "cannot be held to a format; leave it out.");
        }
        if (fillsGap(request) && !(abilities.fim() && model.entry().can(ModelRole.FIM))) {
            throw unsupported(model, "suffix", "cannot fill a gap; leave 'suffix' out, or use a model that can.");
        }
    }

    private static ApiException unsupported(ServedModel model, String parameter, String what) {
        return ApiException.invalidRequest("unsupported_parameter", parameter, "'" + model.name() + "' here " + what);
    }

    /** An id beyond the vocabulary reads foreign memory in some engines, and is passed over in silence by others. */
    private static void checkBias(GenerationRequest request, ServedModel model) {
        int size = model.vocabulary().vocabularySize();
        for (int token : request.sampling().logitBias().keySet()) {
            if (token >= size) {
                throw ApiException.invalidRequest(
                        "invalid_value",
                        "logit_bias",
                        "'logit_bias' names the token " + token + ", but the tokens of '" + model.name() + "' are 0 to "
                                + (size - 1) + ".");
            }
        }
    }

    private static Optional<Gbnf> grammar(OutputFormat format) {
        if (format instanceof OutputFormat.GbnfText text) {
            return Optional.of(Gbnf.parse(text.grammar()));
        }
        if (format instanceof OutputFormat.JsonSchema schema) {
            return Optional.of(Gbnf.parse(JsonSchemaGrammar.toGbnf(schema.schema())));
        }
        if (format instanceof OutputFormat.JsonObject) {
            return Optional.of(Gbnf.parse(JsonSchemaGrammar.anyObject()));
        }
        return Optional.empty();
    }

    /** What cannot fit by its length alone is not worth tokenizing: it may be megabytes. */
    private static void checkLength(String prompt, ServedModel model) {
        long mostChars = (long) model.contextTokens() * model.vocabulary().longestTokenBytes();
        if (prompt.length() > mostChars) {
            throw ApiException.invalidRequest(
                    "context_length_exceeded",
                    null,
                    "The prompt has " + prompt.length() + " characters; '" + model.name() + "' takes "
                            + model.contextTokens() + " tokens of prompt and answer together. Shorten it.");
        }
    }

    /**
     * The same as {@link #answerTokens} where it is plain without a count, which costs a question to the engine: a prompt
     * has no more tokens than bytes, twice as many to be safe from tokenizers that normalize.
     */
    OptionalInt answerTokensForCertain(ServedModel model, int defaultTokens) {
        int wanted = request.maxTokens().orElse(defaultTokens);
        long most = 2L * prompt.getBytes(StandardCharsets.UTF_8).length + 8;
        return !prompt.isEmpty() && most + wanted <= model.contextTokens()
                ? OptionalInt.of(wanted)
                : OptionalInt.empty();
    }

    /**
     * How many tokens may be written after a prompt of this many.
     *
     * @param defaultTokens the most, where the request does not say
     * @throws ApiException 400 {@code context_length_exceeded}
     */
    int answerTokens(int promptTokens, ServedModel model, int defaultTokens) {
        if (promptTokens == 0) {
            throw ApiException.invalidRequest("invalid_value", "prompt", "The prompt is empty; give some text.");
        }
        int left = model.contextTokens() - promptTokens;
        int wanted = request.maxTokens().orElse(1);
        if (left < 1 || wanted > left) {
            String fit = left < 1
                    ? "shorten the prompt by at least " + (1 - left) + " tokens"
                    : "at most " + left + " tokens of answer fit behind it";
            throw ApiException.invalidRequest(
                    "context_length_exceeded",
                    left < 1 ? null : "max_tokens",
                    "'" + model.name() + "' takes " + model.contextTokens()
                            + " tokens of prompt and answer together; the prompt has " + promptTokens
                            + " and the answer may have " + wanted + ": " + fit + ".");
        }
        return request.maxTokens().orElse(Math.min(left, defaultTokens));
    }
}
