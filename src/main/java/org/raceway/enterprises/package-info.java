/** The registry of enterprises: who is in the cluster and what is known of each. */
@NullMarked
package org.raceway.enterprises;

import org.jspecify.annotations.NullMarked;
