/** Scans and false codes. */
@NullMarked
package org.raceway.scans;

import org.jspecify.annotations.NullMarked;
