package org.raceway.people;

import java.util.Set;
import org.raceway.access.Permission;
import org.raceway.notifications.NoticeKind;
import org.raceway.notifications.NoticeKind.Mail;
import org.raceway.notifications.NoticeKinds;
import org.raceway.platform.Room;
import org.raceway.platform.Section;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This room's entry in the rail, and what it tells people. */
@Configuration(proxyBeanMethods = false)
class PeoplePages {

    @Bean
    Room peopleRoom() {
        return new Room(
                "/people",
                "people.room",
                "people",
                Section.ENTERPRISE,
                20,
                Set.of(Permission.PEOPLE_READ.code(), Permission.AUDITORS_APPOINT.code()),
                false);
    }

    @Bean
    NoticeKinds peopleNotices() {
        return NoticeKinds.of(
                NoticeKind.of("people.roles-changed", Mail.NOW),
                NoticeKind.of("people.suspended", Mail.NOW),
                NoticeKind.of("people.resumed", Mail.NOW),
                NoticeKind.of("people.ended", Mail.NOW),
                NoticeKind.of("people.invited", Mail.NOW),
                NoticeKind.of("people.accepted", Mail.DIGEST, Permission.PEOPLE_INVITE),
                NoticeKind.of("people.lent", Mail.NOW),
                NoticeKind.of("people.lentEnded", Mail.DIGEST),
                NoticeKind.of("people.owner", Mail.NOW));
    }
}
