@NullMarked
package org.raceway.platform;

import org.jspecify.annotations.NullMarked;
