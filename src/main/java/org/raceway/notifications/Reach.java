package org.raceway.notifications;

/** As whom somebody reads a notice. */
enum Reach {
    /** Always: it concerns the person. */
    PERSON,
    /** While they act for the enterprise that it concerns. */
    ENTERPRISE,
    /** While they act for the cluster's operator. */
    OPERATOR;

    static Reach of(Audience audience) {
        return switch (audience) {
            case Audience.People people -> people.enterprise() == null ? PERSON : ENTERPRISE;
            case Audience.Holders holders -> holders.enterprise() == null ? OPERATOR : ENTERPRISE;
        };
    }
}
