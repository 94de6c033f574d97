/**
 * Digests, signatures and ciphers behind one small interface each: the international ones, and the Chinese ones (SM2, SM3, SM4) where a
 * deployment needs them. What is kept names its algorithm, so that it can be read after the choice has changed.
 */
@NullMarked
@NamedInterface("crypto")
package org.raceway.platform.crypto;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
