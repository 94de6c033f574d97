/**
 * Tracing with paper and a phone, for plants without a manufacturing execution system: route cards and labels to print, entries from the
 * phone that become events of the ledger, lists from a workbook.
 */
@NullMarked
package org.raceway.cards;

import org.jspecify.annotations.NullMarked;
