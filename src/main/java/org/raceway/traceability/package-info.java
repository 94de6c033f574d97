/** EPCIS 2.0 events: capture, query, genealogy and the public scan page. */
@NullMarked
package org.raceway.traceability;

import org.jspecify.annotations.NullMarked;
