/** The tests of model-core: the parts alone, the server over a scripted engine, and the whole over real engines. */
@NullMarked
package io.inkstone.model.serving;

import org.jspecify.annotations.NullMarked;
