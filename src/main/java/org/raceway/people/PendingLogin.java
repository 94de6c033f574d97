package org.raceway.people;

import org.raceway.people.AccountPrincipal.Name;

/**
 * Another provider's login that nobody here has linked yet; its person is about to say whose it is.
 *
 * @param label by which its person recognises it
 * @param personName as the provider knows it, or empty
 * @param email as the provider knows it, or empty
 * @param emailVerified whether the provider has made sure that the address is the person's
 */
public record PendingLogin(Name provider, String label, String personName, String email, boolean emailVerified) {}
