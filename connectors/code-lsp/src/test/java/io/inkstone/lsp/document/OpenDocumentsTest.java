package io.inkstone.lsp.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenDocumentsTest {

    private static final String URI = "file:///a.txt";

    private final OpenDocuments documents = new OpenDocuments();

    @ParameterizedTest
    @CsvSource({"0,0, 0", "0,3, 3", "0,99, 3", "1,0, 5", "1,1, 5", "1,2, 7", "2,0, 8", "9,9, 8"})
    void finds_offsets_of_positions_and_takes_the_nearest_where_there_is_none(int line, int character, int offset) {
        // A line of three units and a Windows break, then one with a pair of surrogates.
        Snapshot text = new Snapshot(URI, "x", 1, "abc\r\n😀\n");

        assertThat(text.offsetOf(new Position(line, character))).isEqualTo(offset);
    }

    @Test
    void applies_changes_in_their_order() {
        documents.open(new TextDocumentItem(URI, "x", 1, "one\ntwo\n"));

        List<OpenDocuments.Change> changes = documents.change(
                URI, 2, List.of(change(0, 3, 0, 3, "s"), change(1, 0, 1, 3, "three"), change(0, 0, 0, 0, "")));

        assertThat(documents.find(URI).orElseThrow().text()).isEqualTo("ones\nthree\n");
        assertThat(changes)
                .extracting(OpenDocuments.Change::edit)
                .containsExactly(new Edit(3, 0, "s"), new Edit(6, 2, "hree"));
    }

    @Test
    void takes_a_whole_new_text_as_the_part_that_differs() {
        documents.open(new TextDocumentItem(URI, "x", 1, "int a = 1;"));

        List<OpenDocuments.Change> changes =
                documents.change(URI, 2, List.of(new TextDocumentContentChangeEvent("int abc = 1;")));

        assertThat(changes).extracting(OpenDocuments.Change::edit).containsExactly(new Edit(5, 0, "bc"));
    }

    @Test
    void stays_equal_to_the_editors_text_through_many_random_edits() {
        Random random = new Random(1);
        StringBuilder editor = new StringBuilder("first\nsecond\r\nthird");
        documents.open(new TextDocumentItem(URI, "x", 1, editor.toString()));
        for (int version = 2; version < 500; version++) {
            Snapshot now = documents.find(URI).orElseThrow();
            int start = now.offsetOf(now.positionOf(random.nextInt(editor.length() + 1)));
            int end = Math.min(editor.length(), start + random.nextInt(4));
            end = Math.max(start, now.offsetOf(now.positionOf(end)));
            String inserted = List.of("", "x", "\n", "\r\n", "wörd", "😀").get(random.nextInt(6));
            documents.change(
                    URI, version, List.of(new TextDocumentContentChangeEvent(now.range(start, end), inserted)));
            editor.replace(start, end, inserted);

            assertThat(documents.find(URI).orElseThrow().text()).isEqualTo(editor.toString());
        }
    }

    private static TextDocumentContentChangeEvent change(int line, int from, int toLine, int to, String text) {
        return new TextDocumentContentChangeEvent(new Range(new Position(line, from), new Position(toLine, to)), text);
    }
}
