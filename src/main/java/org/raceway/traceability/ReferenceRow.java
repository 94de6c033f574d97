package org.raceway.traceability;

import java.util.UUID;

/**
 * That an event names an identifier.
 *
 * @param key of the canonical identifier
 * @param event the event's key; these are ordered by record time
 */
record ReferenceRow(UUID key, ReferenceRole role, UUID event) {}
