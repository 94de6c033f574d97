/** Tests that concern the whole. */
@NullMarked
package org.raceway;

import org.jspecify.annotations.NullMarked;
