package org.raceway.enterprises;

import java.util.UUID;

/**
 * An enterprise has left the cluster. Published in the transaction that ends it, in which every {@link EnterpriseData} has deleted
 * what it may; whoever keeps something that hangs on it (memberships, keys, consents) ends it now.
 */
public record EnterpriseLeft(UUID enterprise) {}
