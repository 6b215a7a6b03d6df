package io.inkstone.documents.repair;

import io.inkstone.documents.expression.Expression;
import java.util.ArrayList;
import java.util.List;

/** A formula on the way, with what was changed so far. */
record Draft(Expression formula, List<Change> changes, double cost) {

    /** Copies. */
    Draft {
        changes = List.copyOf(changes);
    }

    Draft after(Mend mend) {
        List<Change> all = new ArrayList<>(changes);
        all.add(mend.change());
        return new Draft(mend.formula(), all, cost + mend.cost());
    }
}
