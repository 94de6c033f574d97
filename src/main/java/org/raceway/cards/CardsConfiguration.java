package org.raceway.cards;

import java.util.Set;
import org.raceway.access.Permission;
import org.raceway.platform.Room;
import org.raceway.platform.Section;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The room's entries in the rail. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CardSettings.class)
class CardsConfiguration {
    @Bean
    Room cardsRoom() {
        return new Room(
                "/cards", "cards.room", "card", Section.TRACEABILITY, 16, Set.of(Permission.CARDS_READ.code()), true);
    }

    @Bean
    Room recordRoom() {
        return new Room(
                "/record",
                "record.room",
                "scan",
                Section.TRACEABILITY,
                5,
                Set.of(Permission.CARDS_RECORD.code()),
                true);
    }
}
