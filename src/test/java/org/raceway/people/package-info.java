@NullMarked
package org.raceway.people;

import org.jspecify.annotations.NullMarked;
