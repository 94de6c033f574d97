/** Benchmarks, run by {@code ./raceway bench <name>}; their figures go into docs/benchmarks.md. */
@NullMarked
package org.raceway.bench;

import org.jspecify.annotations.NullMarked;
