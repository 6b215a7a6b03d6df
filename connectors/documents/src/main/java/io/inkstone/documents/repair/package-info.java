/**
 * Mends formulas. Rules find what is wrong with a formula on its workbook and name the mends; a search applies them in order, keeps what runs
 * and has nothing wrong with it any more, and takes the cheapest. Nothing here asks a model.
 */
@NullMarked
package io.inkstone.documents.repair;

import org.jspecify.annotations.NullMarked;
