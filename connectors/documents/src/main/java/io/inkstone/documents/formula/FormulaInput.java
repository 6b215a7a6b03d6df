package io.inkstone.documents.formula;

import dev.langchain4j.model.output.structured.Description;
import io.inkstone.connector.FilePart;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What {@code documents/formula} is asked. */
public record FormulaInput(
        @Description("The workbook, .xlsx or .xlsm") @NotNull
        FilePart workbook,

        @Description("What to compute, in English or Chinese, e.g. \"total sales of the east region in 2024\"")
        @NotBlank
        @Size(max = 1000)
        String request,

        @Description("The sheet to use; without it the sheet that fits the request") @Size(max = 64) @Nullable
        String sheet,

        @Description("Where the formula goes, e.g. \"K2\"; without it the first free cell right of the table")
        @Pattern(regexp = "[A-Za-z]{1,3}[0-9]{1,7}")
        @Nullable
        String cell) {}
