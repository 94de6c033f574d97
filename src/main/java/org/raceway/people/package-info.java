/** People and machines that may come in: accounts, memberships, roles, and the ways to sign in. */
@NullMarked
package org.raceway.people;

import org.jspecify.annotations.NullMarked;
