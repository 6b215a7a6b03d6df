package io.inkstone.documents.question;

import io.inkstone.documents.linking.Cue;
import io.inkstone.documents.linking.Links;
import io.inkstone.documents.sheet.Table;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A question with what was found of it in the table.
 *
 * @param links what the linkers found
 * @param clues what may say which rows are meant
 * @param targets which columns may answer and measure
 * @param unexplained whether some of its words name nothing
 */
record Question(Links links, List<Clue> clues, Targets targets, boolean unexplained) {

    Question {
        clues = List.copyOf(clues);
    }

    String text() {
        return links.request().text();
    }

    Table table() {
        return links.table();
    }

    boolean asks(Cue cue) {
        return links.asks(cue);
    }

    boolean says(Pattern words) {
        return words.matcher(text()).find();
    }
}
