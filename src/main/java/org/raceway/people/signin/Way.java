package org.raceway.people.signin;

/** How somebody comes in. The texts are {@code signin.way.<name>}. */
enum Way {
    PASSWORD,
    /** Password and a code of the authenticator. */
    SECOND_FACTOR,
    /** Password and a recovery code. */
    RECOVERY_CODE,
    PASSKEY,
    /** Another provider's login. */
    PROVIDER,
    /** A phone that was told to remember. */
    REMEMBERED,
    /** HTTP Basic, without a session. */
    BASIC
}
