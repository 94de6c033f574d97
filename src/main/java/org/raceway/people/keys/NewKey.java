package org.raceway.people.keys;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key to make.
 *
 * @param id chosen by a form that may be sent twice; absent for a new one
 * @param permissions codes
 * @param days until it ends
 * @param addresses CIDR; empty for everywhere
 * @param publicKeys JWK set, for a client that signs
 */
record NewKey(
        @Nullable UUID id,
        KeyKind kind,
        String name,
        List<String> permissions,
        int days,
        List<String> addresses,
        @Nullable String publicKeys) {
    NewKey {
        permissions = List.copyOf(permissions);
        addresses = List.copyOf(addresses);
    }
}
