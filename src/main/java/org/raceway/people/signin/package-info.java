/**
 * The ways in: password, second factor, passkeys, other providers; sessions; and what slows down who guesses. Internal to
 * the room.
 */
@NullMarked
package org.raceway.people.signin;

import org.jspecify.annotations.NullMarked;
