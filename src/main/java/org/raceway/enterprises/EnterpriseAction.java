package org.raceway.enterprises;

/** What happens to an enterprise as a whole. */
enum EnterpriseAction {
    ADMIT,
    CHANGE,
    SUSPEND,
    REINSTATE,
    ASK_TO_LEAVE,
    STAY,
    EXPORT,
    LEAVE,
    MERGE
}
