package io.inkstone.lsp;

import io.inkstone.lsp.call.HandedFuture;
import io.inkstone.lsp.completion.InlineCompletions;
import io.inkstone.lsp.completion.Suggestion;
import io.inkstone.lsp.document.Snapshot;
import io.inkstone.lsp.gateway.CompletionAnswer;
import io.inkstone.lsp.gateway.CompletionRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The gateway's {@code code/complete} as the model of completions: what is sent of the file, and what came back. */
final class GatewayModel implements InlineCompletions.Model {

    /** UTF-16 units before the cursor: more than any budget of the gateway holds. */
    private static final int MOST_PREFIX = 32_000;

    private static final int MOST_SUFFIX = 8_000;

    private final Session session;

    GatewayModel(Session session) {
        this.session = session;
    }

    @Override
    public CompletableFuture<List<Suggestion>> ask(InlineCompletions.Wanted wanted) {
        Asked asked = new Asked();
        session.status().thinks();
        session.workers().execute(() -> asked.begin(wanted));
        return asked.answer;
    }

    /** A request from its context to its answer. */
    private final class Asked {

        private final HandedFuture<List<Suggestion>> answer = new HandedFuture<>(this::end);
        private @Nullable CompletableFuture<CompletionAnswer> sent;
        private boolean ended;

        private Asked() {
            var unused =
                    answer.whenComplete((value, failure) -> session.status().thought());
        }

        private void begin(InlineCompletions.Wanted wanted) {
            try {
                send(request(wanted));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }

        private synchronized void send(CompletionRequest request) {
            if (!ended) {
                CompletableFuture<CompletionAnswer> sending = session.gateway().complete(request);
                sent = sending;
                answer.follow(sending.thenApply(GatewayModel::suggestions));
            }
        }

        private synchronized void end() {
            ended = true;
            if (sent != null) {
                sent.cancel(true);
            }
        }
    }

    private static List<Suggestion> suggestions(CompletionAnswer answer) {
        return answer.texts().stream()
                .map(text -> new Suggestion(answer.id(), text))
                .toList();
    }

    private CompletionRequest request(InlineCompletions.Wanted wanted) {
        Snapshot document = wanted.document();
        int start = windowStart(document, wanted.offset());
        int end = Math.min(document.text().length(), wanted.offset() + MOST_SUFFIX);
        EditorSettings settings = session.settings();
        return new CompletionRequest(
                document.text().substring(start, wanted.offset()),
                document.text().substring(wanted.offset(), end),
                session.workspace().pathOf(document.uri()),
                document.language(),
                session.workspace().context(document, wanted.offset()),
                settings.mode(),
                wanted.explicit() ? settings.candidates() : 1);
    }

    /** Moves in quarters of the window, so that the beginning of what is sent stays the same while the person types. */
    static int windowStart(Snapshot document, int offset) {
        int step = MOST_PREFIX / 4;
        int least = Math.max(0, offset - MOST_PREFIX);
        int snapped = (least + step - 1) / step * step;
        int line = snapped == 0 ? 0 : document.lineStart(document.lineOf(snapped) + 1);
        return line <= offset ? line : snapped;
    }
}
