@NullMarked
package org.raceway.people.signin;

import org.jspecify.annotations.NullMarked;
