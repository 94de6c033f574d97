@NullMarked
package org.raceway.access;

import org.jspecify.annotations.NullMarked;
