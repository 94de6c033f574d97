@NullMarked
package org.raceway.subcontracting;

import org.jspecify.annotations.NullMarked;
