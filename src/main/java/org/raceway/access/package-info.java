/**
 * Who is asking, and what they may: the caller of a request, the permissions, the rule on every handler method, and the
 * rows that a caller's SQL statements can see. Knows no enterprise and no person; those rooms stand on it.
 */
@NullMarked
package org.raceway.access;

import org.jspecify.annotations.NullMarked;
