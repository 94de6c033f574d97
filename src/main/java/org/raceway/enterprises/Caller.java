package org.raceway.enterprises;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking. A controller method takes it as an argument; it is never null there, because every path that needs a
 * caller is behind the login.
 *
 * @param enterprise the enterprise that the account belongs to; absent for the cluster's operator
 */
public record Caller(UUID accountId, Role role, @Nullable UUID enterprise) {}
