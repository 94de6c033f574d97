package org.raceway.people;

import org.springframework.stereotype.Component;

/** Sends one-time links to addresses that belong to no account yet. */
@Component
class LinkMail {

    /** Whether a mail server is set up. */
    boolean isConfigured() {
        return false;
    }

    /** Sends it, or answers false where no mail server is set up. */
    boolean send(String address, String title, String body) {
        return false;
    }
}
