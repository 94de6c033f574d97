package org.raceway.platform.secrets;

import java.nio.file.Path;
import org.raceway.platform.crypto.CryptoSuite;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecretSettings.class)
class SecretsConfiguration {

    @Bean
    SecretCipher secretCipher(SecretSettings settings, CryptoSuite suite, @Value("${raceway.home}") Path home) {
        return new SecretCipher(SecretKeys.of(settings, home), suite);
    }
}
