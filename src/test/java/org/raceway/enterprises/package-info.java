@NullMarked
package org.raceway.enterprises;

import org.jspecify.annotations.NullMarked;
