package org.raceway.certificates;

import java.util.Set;
import org.raceway.access.Permission;
import org.raceway.platform.Room;
import org.raceway.platform.Section;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The room's entries in the rail. */
@Configuration(proxyBeanMethods = false)
class CertificatePages {

    @Bean
    Room certificatesRoom() {
        return new Room(
                "/certificates",
                "certificates.room",
                "paper",
                Section.QUALITY,
                20,
                Set.of(Permission.CERTIFICATES_READ.code()),
                false);
    }

    @Bean
    Room balancesRoom() {
        return new Room(
                "/balances",
                "certificates.balance.room",
                "scales",
                Section.QUALITY,
                30,
                Set.of(Permission.BALANCES_READ.code()),
                false);
    }
}
