/**
 * Workbooks as columns. Reads an upload into tables of typed columns, evaluates a formula on it, and writes what is no
 * workbook in Open XML as one. The only package that touches Apache POI and fastexcel; none of their types leaves it.
 */
@NullMarked
package io.inkstone.documents.sheet;

import org.jspecify.annotations.NullMarked;
