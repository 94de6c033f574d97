package org.raceway.people.keys;

import java.util.Set;
import org.raceway.access.Permission;
import org.raceway.notifications.NoticeKind;
import org.raceway.notifications.NoticeKinds;
import org.raceway.platform.Room;
import org.raceway.platform.Section;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The keys' entry in the rail, and what they tell people. */
@Configuration(proxyBeanMethods = false)
class KeyPages {
    /** A key will end. Arguments: its name, its id, when. */
    static final String ENDING = "people.key-ending";

    @Bean
    Room keysRoom() {
        return new Room("/keys", "keys.room", "key", Section.SYSTEM, 10, Set.of(Permission.KEYS_MANAGE.code()), false);
    }

    @Bean
    NoticeKinds keyNotices() {
        return NoticeKinds.of(NoticeKind.of(ENDING, NoticeKind.Mail.NOW, Permission.KEYS_MANAGE));
    }
}
