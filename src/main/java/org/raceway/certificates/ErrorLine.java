package org.raceway.certificates;

/**
 * What is wrong in a list, for a person.
 *
 * @param row as a spreadsheet numbers it
 * @param field stable name
 * @param column what the reader calls it
 */
public record ErrorLine(int row, String field, String column, String value, String problem) {}
