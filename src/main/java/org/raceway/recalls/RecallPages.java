package org.raceway.recalls;

import java.util.Set;
import org.raceway.access.Permission;
import org.raceway.platform.Room;
import org.raceway.platform.Section;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The room's entries in the rail. */
@Configuration(proxyBeanMethods = false)
class RecallPages {

    @Bean
    Room recallsRoom() {
        return new Room(
                "/recalls",
                "recalls.room",
                "recall",
                Section.QUALITY,
                10,
                Set.of(Permission.RECALLS_READ.code()),
                false);
    }

    @Bean
    Room recallTotalsRoom() {
        return new Room(
                "/recall-totals",
                "recalls.totals",
                "recall",
                Section.QUALITY,
                20,
                Set.of(Permission.RECALLS_TOTALS.code()),
                false);
    }
}
