/**
 * Requests to addresses that people type, such as webhooks and identity providers. Nothing else in Raceway may connect to such an address:
 * {@link org.raceway.platform.outgoing.Outgoing} refuses what lies inside the operator's network (server-side request forgery).
 */
@NullMarked
@NamedInterface("outgoing")
package org.raceway.platform.outgoing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
