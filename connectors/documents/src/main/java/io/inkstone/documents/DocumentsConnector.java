package io.inkstone.documents;

import io.inkstone.connector.Connector;
import io.inkstone.connector.Operation;
import io.inkstone.documents.formula.FormulaOperation;
import io.inkstone.documents.sheet.WorkbookCache;
import java.time.Clock;
import java.util.List;

/** The assistant for documents. */
public final class DocumentsConnector implements Connector {

    private final WorkbookCache workbooks = new WorkbookCache(Clock.systemUTC());

    @Override
    public String name() {
        return "documents";
    }

    @Override
    public String summary() {
        return "Formulas for spreadsheets, checked before they are shown.";
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(FormulaOperation.create(workbooks));
    }
}
