package io.inkstone.gateway.state;

import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;

/** How long texts of the audit may be. What is longer is cut: a long name must not cost the record. */
final class Columns {

    static final int REQUEST_ID = 128;
    static final int KEY_ID = 128;
    static final int USER = 256;
    static final int OPERATION = 160;
    static final int OUTCOME = 64;
    static final int MODEL = 128;
    static final int MODELS = 1024;
    static final int RAILS = 1024;

    private Columns() {}

    static String cut(String text, int most) {
        // PostgreSQL keeps no zero byte.
        String clean = text.indexOf('\0') < 0 ? text : text.replace("\0", "");
        return clean.length() <= most ? clean : clean.substring(0, most);
    }

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** A sum, which is nothing where there are no rows. */
    static long sum(RowView row, String column) {
        Long sum = row.getColumn(column, Long.class);
        return sum == null ? 0 : sum;
    }
}
