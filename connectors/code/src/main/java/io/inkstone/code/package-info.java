/** The code connector: what it offers. The work is done in the packages below. */
@NullMarked
package io.inkstone.code;

import org.jspecify.annotations.NullMarked;
