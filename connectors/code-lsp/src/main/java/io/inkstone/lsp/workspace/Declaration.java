package io.inkstone.lsp.workspace;

/**
 * A name that a file declares.
 *
 * @param line counted from 0
 * @param indent columns before it: what is further in belongs to what is before it
 * @param type whether it is a type rather than a function or a value
 * @param signature what it looks like, on one line, without its body
 */
public record Declaration(String name, int line, int indent, boolean type, String signature) {}
