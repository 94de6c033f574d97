package org.raceway.enterprises;

import java.util.Arrays;
import java.util.Optional;

/** Where an enterprise stands in the chain, or what it is to it. */
public enum EnterpriseKind {
    STEEL_MILL,
    TRADER,
    BAR_AND_TUBE,
    FORGE,
    HEAT_TREATER,
    RING_TURNER,
    GRINDER,
    BALL_MAKER,
    CAGE_MAKER,
    SEAL_MAKER,
    ASSEMBLER,
    WAREHOUSE,
    DISTRIBUTOR,
    BANK,
    INSTITUTE,
    BUREAU,
    OPERATOR;

    /** The kind with this name. */
    public static Optional<EnterpriseKind> find(String name) {
        return Arrays.stream(values()).filter(kind -> kind.name().equals(name)).findFirst();
    }
}
