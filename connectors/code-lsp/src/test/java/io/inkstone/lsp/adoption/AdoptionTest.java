package io.inkstone.lsp.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.lsp.ManualTimer;
import io.inkstone.lsp.completion.Suggestion;
import io.inkstone.lsp.document.OpenDocuments;
import io.inkstone.lsp.document.Snapshot;
import io.inkstone.lsp.gateway.FeedbackEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentItem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdoptionTest {

    private static final String URI = "file:///Sum.java";

    private final ManualTimer timer = new ManualTimer();
    private final List<FeedbackEvent> handedIn = new ArrayList<>();
    private final OpenDocuments documents = new OpenDocuments();
    private final FeedbackQueue queue = new FeedbackQueue(
            batch -> {
                handedIn.addAll(batch);
                return CompletableFuture.completedFuture(null);
            },
            timer);
    private final Adoption adoption = new Adoption(documents, queue, timer);
    private int version = 1;

    @BeforeEach
    void open() {
        documents.open(new TextDocumentItem(URI, "java", version, "int sum(int a, int b) { }"));
    }

    @Test
    void what_stands_is_shown_once() {
        answer(24, "c1", "return a + b;");
        timer.pass(Duration.ofMillis(299));
        answer(24, "c1", "return a + b;");
        timer.pass(Duration.ofMinutes(1));

        assertThat(events()).containsExactly("shown c1 13");
    }

    @Test
    void what_is_overtaken_soon_is_not_shown() {
        answer(24, "c1", "return a + b;");
        timer.pass(Duration.ofMillis(200));
        insert(24, "x");
        timer.pass(Duration.ofMinutes(1));

        assertThat(events()).containsExactly("typed 1");
    }

    @Test
    void an_editor_that_reports_is_believed() {
        adoption.settings(true, true);
        answer(24, "c1", "return a + b;");
        timer.pass(Duration.ofMinutes(1));
        assertThat(events()).isEmpty();

        adoption.shown("c1");
        adoption.shown("c1");
        adoption.shown("c9");
        timer.pass(Duration.ofMinutes(1));

        assertThat(events()).containsExactly("shown c1 13");
    }

    @Test
    void what_is_inserted_whole_is_accepted_once_and_followed_until_it_is_kept() {
        answer(24, "c1", "return a + b;");
        insert(24, "return a + b;");
        adoption.accepted("c1", "all");
        timer.pass(Duration.ofSeconds(29));
        // Edits before and in it: a word of seven goes.
        insert(0, "static ");
        replace(42, 43, "c");
        timer.pass(Duration.ofMinutes(6));

        assertThat(events())
                .containsExactly("shown c1 13", "accepted c1 13", "retained_30s c1 13", "typed 8", "retained_5m c1 13");
    }

    @Test
    void what_was_rewritten_is_not_kept() {
        answer(24, "c1", "return a + b;");
        insert(24, "return a + b;");
        timer.pass(Duration.ofSeconds(31));
        replace(24, 37, "throw up();");
        timer.pass(Duration.ofMinutes(6));

        assertThat(events()).contains("accepted c1 13", "retained_30s c1 13").doesNotContain("retained_5m c1 13");
    }

    @Test
    void a_word_is_accepted_when_the_editor_says_so_and_word_by_word_is_one_acceptance() {
        answer(24, "c1", "return a + b;");
        insert(24, "return ");
        adoption.accepted("c1", "word");
        answer(31, "c1", "a + b;");
        insert(31, "a");
        adoption.accepted("c1", "word");
        timer.pass(Duration.ofMinutes(1));

        assertThat(events()).containsExactly("shown c1 13", "accepted c1 8", "retained_30s c1 8");
    }

    @Test
    void an_editor_may_say_so_before_the_change_arrives() {
        answer(24, "c1", "return a + b;");
        adoption.accepted("c1", "word");
        insert(24, "return ");
        insert(31, "a");
        timer.pass(Duration.ofMinutes(1));

        assertThat(events()).containsExactly("shown c1 13", "accepted c1 7", "typed 1", "retained_30s c1 7");
    }

    @Test
    void typing_along_is_typing() {
        answer(24, "c1", "return a + b;");
        insert(24, "r");
        insert(25, "et");
        timer.pass(Duration.ofMinutes(1));

        assertThat(events()).containsExactlyInAnyOrder("shown c1 12", "typed 3");
    }

    @Test
    void a_paste_is_not_typed() {
        insert(0, "x".repeat(2_000));
        insert(0, "abc");
        timer.pass(Duration.ofMinutes(1));

        assertThat(events()).containsExactly("typed 3");
    }

    @Test
    void what_stood_when_a_document_was_closed_counts_later() {
        answer(24, "c1", "return a + b;");
        insert(24, "return a + b;");
        documents.close(URI).ifPresent(adoption::closed);
        timer.pass(Duration.ofMinutes(6));

        assertThat(events()).contains("retained_30s c1 13", "retained_5m c1 13");
    }

    @Test
    void what_was_accepted_is_counted_when_the_session_ends() {
        answer(24, "c1", "return a + b;");
        insert(24, "return a + b;");

        adoption.end();
        queue.flush().join();

        assertThat(events()).containsExactly("shown c1 13", "accepted c1 13");
    }

    @Test
    void nothing_is_counted_where_nobody_wants_it() {
        adoption.settings(false, false);
        answer(24, "c1", "return a + b;");
        insert(24, "return a + b;");
        timer.pass(Duration.ofMinutes(6));

        assertThat(events()).isEmpty();
    }

    private void answer(int offset, String id, String text) {
        Snapshot document = documents.find(URI).orElseThrow();
        adoption.answered(document, offset, List.of(new Suggestion(id, text)));
    }

    private void insert(int offset, String text) {
        replace(offset, offset, text);
    }

    private void replace(int start, int end, String text) {
        Snapshot document = documents.find(URI).orElseThrow();
        documents
                .change(URI, ++version, List.of(new TextDocumentContentChangeEvent(document.range(start, end), text)))
                .forEach(adoption::changed);
    }

    private List<String> events() {
        return handedIn.stream()
                .map(event -> event.kind().name().toLowerCase(java.util.Locale.ROOT)
                        + event.completion().map(id -> " " + id).orElse("") + " " + event.characters())
                .toList();
    }
}
