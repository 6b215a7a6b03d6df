package io.inkstone.documents.linking;

/** A place where a term stands, and how like the term it is, 0–1. */
record Scored(Span span, double likeness) {}
