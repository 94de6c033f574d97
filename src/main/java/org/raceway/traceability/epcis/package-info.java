/**
 * The EPCIS 2.0 document model (ISO/IEC 19987), its JSON and XML readers and writers, the rules of EPCIS and CBV, and
 * the CBV event hash. Plain Java: no Spring, no SQL, no clock of its own.
 */
@NullMarked
@NamedInterface("epcis")
package org.raceway.traceability.epcis;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
