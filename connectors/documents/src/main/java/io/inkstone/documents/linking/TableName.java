package io.inkstone.documents.linking;

import io.inkstone.documents.sheet.Table;
import java.util.List;

/** Whether words say the name of a table, and so what its rows are: "inspections" of a sheet called 巡检记录. */
final class TableName {

    private static final int SHORTEST = 2;

    private TableName() {}

    /** Whether a word, by itself or by one that means the same, is a part of the name of the table's sheet. */
    static boolean holds(Table table, String words) {
        return contains(table.sheet(), words)
                || Lexicon.get().synonyms(singular(words)).stream().anyMatch(term -> contains(table.sheet(), term))
                || Lexicon.get().synonyms(words).stream().anyMatch(term -> contains(table.sheet(), term));
    }

    private static String singular(String word) {
        return word.endsWith("s") && word.length() > 3 ? word.substring(0, word.length() - 1) : word;
    }

    private static boolean contains(String sheet, String term) {
        String name = RequestText.fold(sheet);
        if (RequestText.hasHan(term)) {
            return term.length() >= SHORTEST && name.contains(term);
        }
        List<String> parts = Words.split(sheet);
        return parts.stream().anyMatch(part -> Words.sameStem(part, term));
    }
}
