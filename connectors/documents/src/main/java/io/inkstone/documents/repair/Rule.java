package io.inkstone.documents.repair;

import io.inkstone.documents.expression.Expression;
import java.util.Optional;

/** Knows one kind of fault. */
interface Rule {

    /** The first fault of its kind that the formula has. */
    Optional<Fault> fault(Expression formula, Bench bench);
}
