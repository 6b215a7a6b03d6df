/**
 * Work on a piece of code in words: explain, fix, test, comment. What the model writes as code is checked before it is given as
 * such. Knows the SPI, the syntax package, and completion, which mends lines.
 */
@NullMarked
package io.inkstone.code.assist;

import org.jspecify.annotations.NullMarked;
