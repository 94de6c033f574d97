package org.raceway.notifications;

import java.util.UUID;
import org.springframework.transaction.IllegalTransactionStateException;

/**
 * Tells people something. Everything here is written in the caller's transaction: a change and its notice are committed
 * together or not at all. The inbox has the notice as soon as the transaction is committed; e-mail and webhooks follow, and are
 * tried again for three days where the other side does not answer.
 */
public interface Notifications {

    /**
     * Sends a notice, and opens its to-do where it has one. A to-do whose key is open already is replaced: its text, link and
     * audience become those of the later notice.
     *
     * @throws IllegalTransactionStateException without a transaction
     * @throws IllegalArgumentException if no {@link NoticeKinds} declares the notice's kind, or its parts are larger than
     *     {@link Notice} allows
     */
    void send(Notice notice);

    /**
     * Opens a to-do without telling anybody: it stands in the list, but rings no bell twice and sends no mail.
     *
     * @throws IllegalTransactionStateException without a transaction
     * @throws IllegalArgumentException as {@link #send}, or if the notice has no task
     */
    void assign(Notice notice);

    /**
     * Closes the to-do with this key, for everybody. Nothing happens where none is open.
     *
     * @throws IllegalTransactionStateException without a transaction
     */
    void done(String task);

    /** Whether a to-do with this key is open. */
    boolean isOpen(String task);

    /**
     * Deletes a person's notices, to-dos and preferences.
     *
     * @throws IllegalTransactionStateException without a transaction
     */
    void forgetAccount(UUID account);

    /**
     * Deletes an enterprise's notices, to-dos and webhooks.
     *
     * @throws IllegalTransactionStateException without a transaction
     */
    void forgetEnterprise(UUID enterprise);
}
