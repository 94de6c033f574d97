package org.raceway.sharing;

import java.util.Set;
import org.raceway.access.Permission;
import org.raceway.platform.Room;
import org.raceway.platform.Section;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The room's entry in the rail. */
@Configuration(proxyBeanMethods = false)
class SharingPages {

    @Bean
    Room sharingRoom() {
        return new Room(
                "/sharing",
                "sharing.room",
                "genealogy",
                Section.CONSENTS,
                20,
                Set.of(Permission.SHARING_READ.code()),
                false);
    }
}
