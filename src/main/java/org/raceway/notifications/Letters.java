package org.raceway.notifications;

import org.springframework.transaction.IllegalTransactionStateException;

/**
 * Mails with a one-time link. They are written in the caller's transaction, tried again until the link is void, and kept sealed: once the mail
 * has gone, neither its address nor its link is left.
 */
public interface Letters {

    /**
     * Whether mails with links can be sent: there is a mail server, the installation's own address is known, and the outbox is not full. If not,
     * links have to be handed over in another way.
     */
    boolean areSent();

    /**
     * Sends a letter.
     *
     * @throws IllegalTransactionStateException without a transaction
     * @throws IllegalStateException if letters are not sent
     */
    void send(Letter letter);
}
