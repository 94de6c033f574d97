/**
 * The consent ledger: which enterprise lets which other one read what of its data, for what purpose, until when, and every read
 * that was made.
 *
 * <p>A room that owns data declares what others may be given as {@link org.raceway.consents.ConsentField} beans. A room that wants
 * to read another enterprise's data calls {@link org.raceway.consents.Consents#read}; there is no other way to it. What it makes
 * of that it registers by {@link org.raceway.consents.Consents#derive}, and hears by {@link org.raceway.consents.ConsentsEnded}
 * when the ground under it is gone.
 */
@NullMarked
package org.raceway.consents;

import org.jspecify.annotations.NullMarked;
