@NullMarked
package org.raceway.cards;

import org.jspecify.annotations.NullMarked;
