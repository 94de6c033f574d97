package org.raceway.audit;

import java.util.Set;
import org.raceway.access.Permission;
import org.raceway.platform.Room;
import org.raceway.platform.Section;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The entries in the rail. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditSettings.class)
class AuditConfiguration {

    @Bean
    Room auditRoom() {
        return new Room(
                "/audit", "audit.room", "audit", Section.SYSTEM, 60, Set.of(Permission.AUDIT_READ.code()), false);
    }

    @Bean
    Room privacyRoom() {
        return new Room(
                "/privacy",
                "privacy.room",
                "privacy",
                Section.SYSTEM,
                70,
                Set.of(Permission.PRIVACY_READ.code()),
                false);
    }
}
