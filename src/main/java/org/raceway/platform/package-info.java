/** What every room stands on: problems, clock, paging, ids, texts, the web shell, storage set-up. No domain. */
@NullMarked
package org.raceway.platform;

import org.jspecify.annotations.NullMarked;
