/**
 * Recalls: what a fault reaches and where that is, told before anything is written; then the recall itself, from the notice to each
 * affected enterprise, of its own goods only, to the closing report.
 */
@NullMarked
package org.raceway.recalls;

import org.jspecify.annotations.NullMarked;
