package io.inkstone.documents.sheet;

import org.jspecify.annotations.Nullable;

/**
 * A name that the workbook gives to a range, a constant or a formula.
 *
 * @param name as written; Excel does not tell upper from lower case
 * @param sheet the sheet on which alone it means this, or null where it is one of the whole workbook
 * @param refersTo a formula without the equals sign, e.g. {@code Orders!$C$2:$C$261}
 * @param hidden whether Excel's name manager leaves it out, as it does with names that programs made
 */
public record DefinedName(String name, @Nullable String sheet, String refersTo, boolean hidden) {}
