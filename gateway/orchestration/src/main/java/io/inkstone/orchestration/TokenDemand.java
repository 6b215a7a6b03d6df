package io.inkstone.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.protocol.ApiException;
import java.util.List;

/**
 * How many tokens a call can use at most, and how many it needs at least to be worth sending.
 *
 * @param prompt the most that its prompt can have
 * @param templateTokens how many of them are for the model's template
 * @param answers how many answers its upstream writes
 * @param most the most that one answer may have; {@link Limits#NONE} for no bound
 * @param open whether the caller left that to the gateway
 * @param limited whether the caller's tokens are limited
 * @param bounded whether the upstream is told how much it may write
 */
record TokenDemand(
        long prompt, long templateTokens, long answers, long most, boolean open, boolean limited, boolean bounded) {

    /** What an answer may have when nobody says, and tokens are limited. */
    private static final long USUAL_MAX_TOKENS = 4096;

    /** OpenAI's two fields; an upstream may obey either. */
    private static final List<String> MAX_TOKENS = List.of("max_tokens", "max_completion_tokens");

    /** Other servers' fields that would overrule those. */
    private static final List<String> OTHER_MAX_TOKENS =
            List.of("n_predict", "num_predict", "max_new_tokens", "max_gen_len", "max_length", "max_output_tokens");

    /**
     * What a call demands.
     *
     * @throws ApiException 400 when a field that counts something does not, or the prompt cannot be counted and has to be
     */
    static TokenDemand of(ModelCall call, ModelLimits limits) {
        ObjectNode body = call.body();
        boolean limited = call.scope().caller().accounts().stream()
                .anyMatch(account -> account.limits().limitTokens());
        PromptTokens prompt = PromptTokens.of(body, limits);
        if (limited && prompt.unbounded().isPresent()) {
            throw uncounted(prompt.unbounded().get(), call.body().path("model").asText());
        }
        boolean bounded = limited || limits.maxTokens() != Limits.NONE;
        if (call.kind() == ModelCall.Kind.EMBEDDING || !bounded) {
            return new TokenDemand(prompt.most(), limits.templateTokens(), 0, 0, false, limited, false);
        }
        long answers = prompts(body) * Math.max(1, Math.max(counted(body, "n"), counted(body, "best_of")));
        long asked = 0;
        for (String field : MAX_TOKENS) {
            asked = Math.max(asked, counted(body, field));
        }
        for (String field : OTHER_MAX_TOKENS) {
            asked = Math.max(asked, counted(body, field));
        }
        boolean open = asked == 0;
        long wanted = open && limited ? USUAL_MAX_TOKENS : open ? Limits.NONE : asked;
        long most = Math.min(wanted, limits.maxTokens());
        return new TokenDemand(prompt.most(), limits.templateTokens(), answers, most, open, limited, true);
    }

    /** Without which the call is refused: one token for each answer where the caller set no limit, else all. */
    long least() {
        if (!limited) {
            return 0;
        }
        return open ? Math.addExact(prompt, answers) : mostInAll();
    }

    /** The most that the call can use. */
    long mostInAll() {
        return limited ? Math.addExact(prompt, Math.multiplyExact(answers, most)) : 0;
    }

    /** Writes into the body how many tokens an answer may have, with what was set aside. */
    void write(ObjectNode body, long granted) {
        if (!bounded) {
            return;
        }
        long each = limited ? Math.min(most, Math.max(1, (granted - prompt) / answers)) : most;
        body.remove(OTHER_MAX_TOKENS);
        boolean said = false;
        for (String field : MAX_TOKENS) {
            if (body.path(field).isNumber()) {
                body.put(field, Math.min(body.path(field).asLong(), each));
                said = true;
            }
        }
        if (!said) {
            body.put("max_tokens", each);
        }
    }

    /** A completion may have several prompts, and answers each. */
    private static long prompts(ObjectNode body) {
        JsonNode prompt = body.path("prompt");
        boolean several = prompt.isArray() && !prompt.path(0).isNumber();
        return several ? Math.max(1, prompt.size()) : 1;
    }

    /** A field that counts something; 0 when it is not there. */
    private static long counted(ObjectNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber() || value.asInt() < 1) {
            throw ApiException.invalidRequest(
                    "invalid_value", field, "'" + field + "' must be a whole number of at least 1.");
        }
        return value.asInt();
    }

    private static ApiException uncounted(String field, String model) {
        return ApiException.invalidRequest(
                "uncounted_input",
                field,
                "The field '" + field
                        + "' brings in tokens that cannot be counted before the call, and tokens are limited"
                        + " here. Leave it out; for pictures, sounds and files the administrator can set"
                        + " inkstone.gateway.models.\"" + model + "\".media-tokens.");
    }
}
