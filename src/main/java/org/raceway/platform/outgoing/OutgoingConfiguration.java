package org.raceway.platform.outgoing;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutgoingSettings.class)
class OutgoingConfiguration {

    @Bean
    Outgoing outgoing(OutgoingSettings settings, MeterRegistry meters) {
        return new Outgoing(settings, meters);
    }
}
