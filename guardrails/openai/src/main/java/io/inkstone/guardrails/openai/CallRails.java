package io.inkstone.guardrails.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.guardrails.Guard;
import io.inkstone.guardrails.Mask;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Passage;
import io.inkstone.protocol.ApiException;
import java.util.ArrayList;
import java.util.List;

/**
 * The guardrails of one call of a model: what goes out is checked and masked, what comes back is unmasked and checked. The
 * originals of what was masked live here, and so no longer than the call. Not thread-safe.
 */
public final class CallRails {

    private final RequestRails rails;
    private final Mask mask;
    private final List<Passage> context;

    private CallRails(RequestRails rails, Mask mask, List<Passage> context) {
        this.rails = rails;
        this.mask = mask;
        this.context = context;
    }

    /** A call that may go out, with its body as the upstream gets it. */
    public record Admitted(ObjectNode body, CallRails rails) {}

    /**
     * Checks a call's texts, and hides in all of them, the grammar and the schemas included, what is private in any.
     *
     * @param asker whose words the user's messages are
     * @throws ApiException when a rail stops it
     */
    public static Admitted admit(ObjectNode body, Origin asker, RequestRails rails) {
        Mask mask = rails.newMask();
        List<Passage> context = new ArrayList<>();
        ObjectNode checked = BodyTexts.mapped(body, asker, (origin, spoken, text) -> {
            String passed = rails.in(Passage.of(origin, text));
            mask.learn(Passage.of(origin, passed));
            // An answer may say what a tool or a grammar says; what it may not repeat is the system's own words.
            context.add(Passage.of(spoken ? origin : Origin.DOCUMENT, passed));
            return passed;
        });
        rails.masked(mask);
        ObjectNode hidden =
                mask.isEmpty() ? checked : BodyTexts.mapped(checked, asker, (origin, spoken, text) -> mask.hide(text));
        return new Admitted(hidden, new CallRails(rails, mask, context));
    }

    /** Makes of a whole answer what the caller may have: a choice that a rail stops is emptied, and says so as OpenAI does. */
    public void guardAnswer(ObjectNode answer) {
        Guard given = rails.given(context);
        for (JsonNode choice : answer.path("choices")) {
            if (choice instanceof ObjectNode object) {
                guard(object, given);
            }
        }
    }

    /** The same for an answer that comes in chunks. */
    public GuardedChunks guardChunks() {
        return new GuardedChunks(this, rails.given(context));
    }

    private void guard(ObjectNode choice, Guard given) {
        if (!mask.isEmpty()) {
            // What a model thought of each token would say the placeholders' tokens.
            choice.remove("logprobs");
        }
        try {
            for (AnswerField field : AnswerField.of(choice, "message")) {
                String restored = mask.restore(field.text(), field.writing());
                field.write(rails.out(restored, given));
            }
        } catch (ApiException stopped) {
            empty(choice);
        }
    }

    /** Rails for a field of an answer that is still coming. */
    FieldRails forField(AnswerField field, Guard given) {
        return new FieldRails(mask.restoring(field.writing()), given.stream(Origin.MODEL));
    }

    RequestRails rails() {
        return rails;
    }

    private static void empty(ObjectNode choice) {
        choice.remove("logprobs");
        if (choice.path("message") instanceof ObjectNode message) {
            message.remove(List.of("tool_calls", "reasoning_content", "refusal", "audio"));
            message.put("content", "");
        }
        if (choice.has("text")) {
            choice.put("text", "");
        }
        choice.put("finish_reason", "content_filter");
    }
}
