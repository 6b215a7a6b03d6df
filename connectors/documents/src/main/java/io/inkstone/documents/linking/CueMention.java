package io.inkstone.documents.linking;

/** A word of asking and where it stands. */
public record CueMention(Span span, Cue cue) {}
