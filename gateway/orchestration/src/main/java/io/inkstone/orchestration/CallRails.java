package io.inkstone.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
final class CallRails {

    private final RequestRails rails;
    private final Mask mask;
    private final List<Passage.Part> context;

    private CallRails(RequestRails rails, Mask mask, List<Passage.Part> context) {
        this.rails = rails;
        this.mask = mask;
        this.context = context;
    }

    /** A call that may go out, with its body as the upstream gets it. */
    record Admitted(ModelCall call, CallRails rails) {}

    /**
     * Checks a call's texts, and hides in all of them, the grammar and the schemas included, what is private in any.
     *
     * @throws ApiException when a rail stops it
     */
    static Admitted admit(ModelCall call) {
        RequestRails rails = call.scope().rails();
        Mask mask = rails.newMask();
        List<Passage.Part> context = new ArrayList<>();
        ObjectNode checked = CallTexts.mapped(call.body(), call.asker(), (origin, text) -> {
            String passed = rails.in(Passage.of(origin, text));
            mask.learn(Passage.of(origin, passed));
            context.add(new Passage.Part(origin, passed));
            return passed;
        });
        rails.masked(mask);
        ObjectNode hidden =
                mask.isEmpty() ? checked : CallTexts.mapped(checked, call.asker(), (origin, text) -> mask.hide(text));
        return new Admitted(call.withBody(hidden), new CallRails(rails, mask, context));
    }

    /** An answer as the caller may have it: a choice that a rail stops is emptied, and says so as OpenAI does. */
    ModelReply answer(ModelReply reply, Cancellation cancellation) {
        if (reply instanceof ModelReply.Chunks chunks) {
            GuardedChunks link = new GuardedChunks(this);
            return new ModelReply.Chunks(new FilteredChunks(chunks.stream(), link, cancellation));
        }
        ObjectNode json = ((ModelReply.Whole) reply).json();
        for (JsonNode choice : json.path("choices")) {
            if (choice instanceof ObjectNode object) {
                guard(object);
            }
        }
        return new ModelReply.Whole(json);
    }

    private void guard(ObjectNode choice) {
        if (!mask.isEmpty()) {
            // What a model thought of each token would say the placeholders' tokens.
            choice.remove("logprobs");
        }
        try {
            for (AnswerField field : AnswerField.of(choice, "message")) {
                String restored = mask.restore(field.text(), field.writing());
                field.write(rails.out(new Passage(restored, Origin.MODEL, context)));
            }
        } catch (ApiException stopped) {
            empty(choice);
        }
    }

    /** Rails for a field of an answer that is still coming. */
    FieldRails forField(AnswerField field) {
        return new FieldRails(mask.restoring(field.writing()), rails.stream(context));
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
