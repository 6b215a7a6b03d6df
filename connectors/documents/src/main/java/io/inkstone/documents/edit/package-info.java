/**
 * Changes cells of a workbook in Open XML and leaves all the rest of the file as it is, byte for byte: the XML of the sheet is
 * patched where the cells stand, every other part is copied as it lies in the archive. Sees the package of sheets and
 * nothing of how a formula was found.
 */
@NullMarked
package io.inkstone.documents.edit;

import org.jspecify.annotations.NullMarked;
