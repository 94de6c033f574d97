package org.raceway.platform;

import java.util.SortedSet;

/**
 * Somebody took rows of a table out as a file.
 *
 * @param table its name
 * @param format {@code csv} or {@code xlsx}
 * @param filters the names of those that were set; not their values, which may say something of a person
 * @param rows that were handed out
 * @param whole false when it broke off
 */
public record TableExported(String table, String format, SortedSet<String> filters, long rows, boolean whole) {}
