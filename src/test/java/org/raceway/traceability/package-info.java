/** What the walk, the capture and the query must do. */
@NullMarked
package org.raceway.traceability;

import org.jspecify.annotations.NullMarked;
