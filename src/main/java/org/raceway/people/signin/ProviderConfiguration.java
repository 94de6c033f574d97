package org.raceway.people.signin;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ClientSettings.class, ProviderSettings.class})
class ProviderConfiguration {}
