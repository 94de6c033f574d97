package org.raceway.enterprises;

/** How large an enterprise is by the classes of 工信部联企业〔2011〕300号. */
enum EnterpriseScale {
    LARGE,
    MEDIUM,
    SMALL,
    MICRO
}
