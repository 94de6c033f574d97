package org.raceway.people;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.raceway.notifications.Letter;
import org.raceway.notifications.Letters;
import org.raceway.notifications.NoticeArgument;
import org.raceway.platform.Texts;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Mails with this room's one-time links. */
@Component
class LinkMail {
    static final String INVITATION = "people.invitation";
    static final String CONFIRMATION = "people.confirm-email";

    private final Letters letters;

    LinkMail(Letters letters) {
        this.letters = letters;
    }

    /** Whether such mails are sent; if not, links are handed over in another way. */
    boolean isConfigured() {
        return letters.areSent();
    }

    /**
     * Mails an invitation, in the transaction that makes it and in the language of who invites.
     *
     * @return false if no mails are sent
     */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean invite(String email, String name, NoticeArgument enterprise, String token, Instant until) {
        if (!letters.areSent()) {
            return false;
        }
        letters.send(new Letter(
                INVITATION,
                email,
                Texts.of(LocaleContextHolder.getLocale()).locale(),
                List.of(NoticeArgument.of(name), enterprise, NoticeArgument.at(until)),
                "/invitation/" + token,
                until,
                null));
        return true;
    }

    /** Mails the link that confirms an address of this account. */
    @Transactional
    void confirm(UUID account, String email, String language, String token, Instant until) {
        letters.send(new Letter(
                CONFIRMATION,
                email,
                Texts.of(java.util.Locale.forLanguageTag(language)).locale(),
                List.of(NoticeArgument.at(until)),
                "/signup/confirm/" + token,
                until,
                account));
    }
}
