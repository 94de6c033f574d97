/**
 * Subcontracting (委外): what was sent out to whom, what came back, what is lost and what is still there, as the ledger's own events
 * say; and what the plant has agreed to with those who work for it.
 */
@NullMarked
package org.raceway.subcontracting;

import org.jspecify.annotations.NullMarked;
