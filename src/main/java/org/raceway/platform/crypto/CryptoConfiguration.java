package org.raceway.platform.crypto;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What new digests, signatures and secrets are made with: {@code raceway.crypto.suite}. */
@Configuration(proxyBeanMethods = false)
class CryptoConfiguration {

    @Bean
    CryptoSuite cryptoSuite(@Value("${raceway.crypto.suite:standard}") CryptoSuite suite) {
        return suite;
    }

    @Bean
    Digests cryptoDigests(CryptoSuite suite) {
        return suite.digests();
    }

    @Bean
    Signatures signatures(CryptoSuite suite) {
        return suite.signatures();
    }
}
