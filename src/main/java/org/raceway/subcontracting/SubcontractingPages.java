package org.raceway.subcontracting;

import java.util.Set;
import org.raceway.access.Permission;
import org.raceway.platform.Room;
import org.raceway.platform.Section;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The room's entry in the rail. */
@Configuration(proxyBeanMethods = false)
class SubcontractingPages {

    @Bean
    Room subcontractingRoom() {
        return new Room(
                "/subcontracting",
                "subcontracting.room",
                "jobs",
                Section.TRADE,
                10,
                Set.of(Permission.SUBCONTRACTING_READ.code()),
                false);
    }
}
