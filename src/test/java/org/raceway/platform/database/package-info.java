@NullMarked
package org.raceway.platform.database;

import org.jspecify.annotations.NullMarked;
