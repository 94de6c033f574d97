@NullMarked
package org.raceway.recalls;

import org.jspecify.annotations.NullMarked;
