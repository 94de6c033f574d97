/** GS1 keys and their forms: EPC URN, GS1 Digital Link, check digits. Plain Java. */
@NullMarked
@NamedInterface("gs1")
package org.raceway.identifiers.gs1;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
