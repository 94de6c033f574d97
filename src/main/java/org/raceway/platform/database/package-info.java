/** Where the ledgers are kept: the data folder, the embedded PostgreSQL in it, or a PostgreSQL of one's own. */
@NullMarked
package org.raceway.platform.database;

import org.jspecify.annotations.NullMarked;
