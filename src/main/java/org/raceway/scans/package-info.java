/**
 * Scans of public pages, and what they and the ledger say against a code: never issued, in two places at once, too often, after its
 * end, sold or issued twice, or reported by a buyer. Kept apart from the event store, without personal data.
 */
@NullMarked
package org.raceway.scans;

import org.jspecify.annotations.NullMarked;
