@NullMarked
package org.raceway.sharing;

import org.jspecify.annotations.NullMarked;
