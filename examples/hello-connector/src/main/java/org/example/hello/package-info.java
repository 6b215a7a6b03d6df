/** A third party's plug-in; touches {@code io.inkstone.connector} only. */
@NullMarked
package org.example.hello;

import org.jspecify.annotations.NullMarked;
