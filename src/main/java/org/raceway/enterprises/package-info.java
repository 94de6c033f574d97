/** Who is in the cluster: enterprises, people, and what each may do. */
@NullMarked
package org.raceway.enterprises;

import org.jspecify.annotations.NullMarked;
