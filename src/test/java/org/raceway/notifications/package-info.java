@NullMarked
package org.raceway.notifications;

import org.jspecify.annotations.NullMarked;
