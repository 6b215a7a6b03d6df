package io.inkstone.documents.formula;

import dev.langchain4j.model.output.structured.Description;
import io.inkstone.connector.FilePart;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code documents/formula} is asked. */
public record FormulaInput(
        @Description("The workbook: .xlsx, .xlsm, .csv or .ods") @NotNull
        FilePart workbook,

        @Description("What to compute, in English or Chinese, e.g. \"total sales of the east region in 2024\"; "
                + "with mode fix what the formula should do, if that helps")
        @Size(max = 4000)
        @Nullable
        String request,

        @Description("The sheet to use; without it the sheet that fits the request") @Size(max = 64) @Nullable
        String sheet,

        @Description("Where the formula goes or stands, e.g. \"K2\"; without it the first free cell right of the table")
        @Pattern(regexp = "\\$?[A-Za-z]{1,3}\\$?[0-9]{1,7}")
        @Nullable
        String cell,

        @Description("create: a formula for the request (the default); fill: one value for each row; "
                + "free: as create, but where no computation fits the model writes a formula by itself, unverified; "
                + "explain: what the given formula computes; fix: the given formula mended")
        @Pattern(regexp = "create|fill|free|explain|fix", message = "expected create, fill, free, explain or fix")
        @Nullable
        String mode,

        @Description("The formula to explain, to mend or to fill down, en-US A1 notation") @Size(max = 8192) @Nullable
        String formula) {

    /** A request for a formula. */
    public FormulaInput(FilePart workbook, String request, @Nullable String sheet, @Nullable String cell) {
        this(workbook, request, sheet, cell, null, null);
    }

    /** What is to be done. */
    enum Mode {
        CREATE,
        FILL,
        FREE,
        EXPLAIN,
        FIX
    }

    Mode theMode() {
        return mode == null ? Mode.CREATE : Mode.valueOf(mode.toUpperCase(Locale.ROOT));
    }
}
