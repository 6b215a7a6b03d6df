package io.inkstone.documents.sheet;

/**
 * Where the cells of a column come from that is looked up in another table.
 *
 * @param column the column of the table that is looked up
 * @param other the other table
 * @param key its column that the cells are found in; tells its rows apart
 * @param wanted its column that the cells are taken from
 */
public record Join(Column column, Table other, Column key, Column wanted) {}
