@NullMarked
package org.raceway.audit;

import org.jspecify.annotations.NullMarked;
