package org.raceway.enterprises;

/** What a person does here; decides the start page and the rooms that are open. */
public enum Role {
    PLANT_OWNER,
    QUALITY,
    WORKSHOP,
    STEEL_MILL,
    BUYER,
    BANK,
    INSTITUTE,
    BUREAU,
    OPERATOR
}
