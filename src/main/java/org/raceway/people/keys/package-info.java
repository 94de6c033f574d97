/**
 * How machines and partners come in: API keys, and OAuth 2.1 clients that fetch short-lived tokens. Both belong to an enterprise, hold some
 * of its permissions, end by themselves, and are never more than the person was who made them.
 */
@NullMarked
package org.raceway.people.keys;

import org.jspecify.annotations.NullMarked;
