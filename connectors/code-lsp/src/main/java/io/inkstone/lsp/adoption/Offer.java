package io.inkstone.lsp.adoption;

import io.inkstone.lsp.document.Edit;
import java.util.List;
import java.util.Optional;

/**
 * What stands as ghost text at a place of a document, as far as is known.
 *
 * @param cursor where it would be inserted
 * @param texts what is left of its candidates
 * @param matched how much of the last insertion was the beginning of one of them; 0 when none was
 */
record Offer(String completion, String language, int cursor, List<String> texts, int matched) {

    Offer {
        texts = List.copyOf(texts);
    }

    /** Whether an edit inserted the beginning of a candidate, or all of it. */
    boolean takes(Edit edit) {
        return edit.removed() == 0
                && edit.start() == cursor
                && texts.stream().anyMatch(text -> text.startsWith(edit.inserted()));
    }

    /** Whether an edit inserted the whole of a candidate, and is no mere keystroke or two. */
    boolean isWhole(Edit edit) {
        return edit.inserted().length() > 2 && texts.contains(edit.inserted());
    }

    /** What is left after an edit that it {@link #takes}. */
    Offer after(Edit edit) {
        int length = edit.inserted().length();
        return new Offer(
                completion,
                language,
                cursor + length,
                texts.stream()
                        .filter(text -> text.startsWith(edit.inserted()))
                        .map(text -> text.substring(length))
                        .toList(),
                length);
    }

    Optional<String> first() {
        return texts.stream().findFirst();
    }
}
