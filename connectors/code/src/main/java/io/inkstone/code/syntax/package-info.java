/**
 * What is known of programming languages: their names, comments and brackets, and for some a parser. The one package that
 * touches tree-sitter, whose native code runs in this process: it is given nothing but text of bounded length.
 */
@NullMarked
package io.inkstone.code.syntax;

import org.jspecify.annotations.NullMarked;
