@NullMarked
package org.raceway.certificates;

import org.jspecify.annotations.NullMarked;
