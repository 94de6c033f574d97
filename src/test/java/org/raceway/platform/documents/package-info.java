@NullMarked
package org.raceway.platform.documents;

import org.jspecify.annotations.NullMarked;
