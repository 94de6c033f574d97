/**
 * What must stay secret: settings that are read from files, and values that are kept in the database but readable only with a key that is not
 * in it.
 */
@NullMarked
@NamedInterface("secrets")
package org.raceway.platform.secrets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
