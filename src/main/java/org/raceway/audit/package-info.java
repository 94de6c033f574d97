/**
 * The audit trail, and the care for personal data.
 *
 * <h2>Audit</h2>
 * Every change and every sensitive read is recorded once, by the room that does it, through {@link org.raceway.audit.AuditTrail}.
 * Records are only ever added; a sealer numbers and chains the committed ones by digest within a second.
 *
 * <p>A room names its actions itself ({@code enterprises.register}: the room, then what was done) and brings the words for them in
 * its own texts, under {@code audit.action.<action>} in both languages; likewise {@code audit.kind.<kind>} for the kinds of
 * subjects it names and {@code audit.detail.<name>} for details. Without a text the page shows the code.
 *
 * <h2>Personal data</h2>
 * A room that keeps data on people does three things:
 * <ol>
 *   <li>It declares each column in {@code personal-data/<room>.json} on the class path, or marks it there as not personal. A test
 *       compares the declarations with the database.
 *   <li>It implements {@link org.raceway.audit.PersonalData} as a bean: what it holds on a person, and the erasure of it.
 *   <li>It shows phone numbers, e-mail addresses, names of third persons and identity numbers through
 *       {@link org.raceway.audit.Masked} only.
 * </ol>
 * The room {@code people} answers for {@code account} and {@code membership}: after an erasure the account's row stays, because the
 * audit trail and the ledgers refer to its id, but says nothing about anybody: no name, no address, no way to log in. The trail
 * itself keeps ids of accounts and never names or addresses of people, so it needs no change when a person is erased, and the chain
 * goes on verifying.
 */
@NullMarked
package org.raceway.audit;

import org.jspecify.annotations.NullMarked;
