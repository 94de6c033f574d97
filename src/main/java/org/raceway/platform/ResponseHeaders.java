package org.raceway.platform;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** What every answer tells a browser to refuse. */
public final class ResponseHeaders {
    /** Scripts and styles are files from here, none inline; pictures may stand in style sheets. Nobody frames a page. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none';"
            + " form-action 'self'; frame-ancestors 'none'";

    /** The camera reads codes; passkeys log in. Nothing else of a device is used. */
    static final String PERMISSIONS_POLICY = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(self),"
            + " display-capture=(), encrypted-media=(), fullscreen=(self), geolocation=(), gyroscope=(), hid=(),"
            + " magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-create=(self),"
            + " publickey-credentials-get=(self), screen-wake-lock=(self), serial=(), usb=()";

    private static final int A_YEAR_IN_SECONDS = 365 * 24 * 3600;

    private ResponseHeaders() {}

    /**
     * For {@code HttpSecurity.headers}. Spring's own stay: no sniffing of types, no caching of pages, no frames. Strict transport security is
     * told over TLS only, which a proxy may end.
     */
    public static void set(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                .httpStrictTransportSecurity(
                        transport -> transport.includeSubDomains(true).maxAgeInSeconds(A_YEAR_IN_SECONDS))
                // Addresses of pages name lots and enterprises: nobody else learns them.
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(policy -> policy.policy(PERMISSIONS_POLICY))
                .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
    }
}
