package io.inkstone.lsp.completion;

import io.inkstone.lsp.document.Edit;
import java.util.List;
import java.util.Optional;

/**
 * What the editor was given for a place of a document, and how much of it the person has typed since. Immutable.
 *
 * @param offset where it would be inserted
 * @param typed how many units of it stand in the document by now
 */
record Shown(int offset, List<Suggestion> suggestions, int typed) {

    Shown {
        suggestions = List.copyOf(suggestions);
    }

    /** The same after an edit that typed on in it or took some of that back; empty after any other. */
    Optional<Shown> after(Edit edit) {
        int cursor = offset + typed;
        if (edit.removed() == 0 && edit.start() == cursor) {
            int now = typed + edit.inserted().length();
            List<Suggestion> going = suggestions.stream()
                    .filter(suggestion -> suggestion.text().startsWith(edit.inserted(), typed))
                    .toList();
            return going.isEmpty() ? Optional.empty() : Optional.of(new Shown(offset, going, now));
        }
        boolean takesBack = edit.inserted().isEmpty() && edit.end() == cursor && edit.start() >= offset;
        return takesBack ? Optional.of(new Shown(offset, suggestions, typed - edit.removed())) : Optional.empty();
    }

    /** What is left of it at the cursor; empty when the cursor is elsewhere or all of it was typed. */
    List<Suggestion> remaining(int cursor) {
        if (cursor != offset + typed) {
            return List.of();
        }
        return suggestions.stream()
                .filter(suggestion -> suggestion.text().length() > typed)
                .map(suggestion -> new Suggestion(
                        suggestion.completion(), suggestion.text().substring(typed)))
                .toList();
    }
}
