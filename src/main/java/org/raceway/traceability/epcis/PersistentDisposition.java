package org.raceway.traceability.epcis;

import java.util.List;

/** Dispositions that stay until unset (EPCIS 2.0 clause 7.4.1), each a CBV short name or another vocabulary's URI. */
public record PersistentDisposition(List<String> set, List<String> unset) {
    public PersistentDisposition {
        set = List.copyOf(set);
        unset = List.copyOf(unset);
    }
}
