/**
 * Sharing along the chain: what an enterprise lets others see of its nodes in the genealogy, by partner, product, step, time and field,
 * beyond or short of what holds without a word from it.
 */
@NullMarked
package org.raceway.sharing;

import org.jspecify.annotations.NullMarked;
