/** The documents connector: what it offers. The work is done in the packages below. */
@NullMarked
package io.inkstone.documents;

import org.jspecify.annotations.NullMarked;
