/**
 * Open models as data: what there is, how each is spoken to, where its file comes from, and the directory that the
 * files live in. Fetches and verifies; never loads a model. May touch Jackson and the JDK, and nothing of ours.
 */
@NullMarked
package io.inkstone.model.catalog;

import org.jspecify.annotations.NullMarked;
