/** A simulated cluster with known truth, which enters through the same doors as real data. */
@NullMarked
package org.raceway.sandbox;

import org.jspecify.annotations.NullMarked;
