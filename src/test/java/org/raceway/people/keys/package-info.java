@NullMarked
package org.raceway.people.keys;

import org.jspecify.annotations.NullMarked;
