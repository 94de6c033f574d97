package org.raceway.traceability.epcis;

import org.jspecify.annotations.Nullable;

/**
 * A business transaction, a source or a destination (EPCIS 2.0 clause 7.3.6).
 *
 * @param type the CBV short name ({@code po}, {@code owning_party}) or the URI of another vocabulary; absent only for a
 *     business transaction
 * @param id the identifier as it was sent
 */
public record TypedReference(@Nullable String type, String id) {}
