@NullMarked
package org.raceway.people.limits;

import org.jspecify.annotations.NullMarked;
