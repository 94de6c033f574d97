/** Identifiers of things, places and parties, and their forms. */
@NullMarked
package org.raceway.identifiers;

import org.jspecify.annotations.NullMarked;
