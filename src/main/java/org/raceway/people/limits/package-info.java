/**
 * How much one caller may ask for: token buckets for each key, client and account, and for each address where nobody is signed in.
 * All of it is in memory and bounded; several processes each count for themselves.
 */
@NullMarked
package org.raceway.people.limits;

import org.jspecify.annotations.NullMarked;
