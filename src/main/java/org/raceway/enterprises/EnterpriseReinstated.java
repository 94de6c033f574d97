package org.raceway.enterprises;

import java.util.UUID;

/** An enterprise may write again. Published in the transaction that lets it in again. */
public record EnterpriseReinstated(UUID enterprise) {}
