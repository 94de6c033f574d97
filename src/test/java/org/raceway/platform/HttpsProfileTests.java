package org.raceway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.DefaultResourceLoader;

class HttpsProfileTests {
    @Test
    void bindsTheSessionCookieToThisHostAndToTls() {
        StandardEnvironment environment = new StandardEnvironment();
        ConfigDataEnvironmentPostProcessor.applyTo(
                environment, new DefaultResourceLoader(), new DefaultBootstrapContext(), "https");
        assertThat(environment.getProperty("server.servlet.session.cookie.name"))
                .isEqualTo("__Host-raceway-session");
        assertThat(environment.getProperty("server.servlet.session.cookie.secure"))
                .isEqualTo("true");
        assertThat(environment.getProperty("server.servlet.session.cookie.path"))
                .isEqualTo("/");
        assertThat(environment.getProperty("server.servlet.session.cookie.domain"))
                .isNull();
    }
}
