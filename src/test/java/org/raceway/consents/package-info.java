@NullMarked
package org.raceway.consents;

import org.jspecify.annotations.NullMarked;
