package org.raceway.cards;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What codes are printed with.
 *
 * @param site the address of this installation as phones reach it, {@code https://brain.example.com}, for the codes on cards and labels;
 *     empty: the address that whoever prints has typed
 */
@ConfigurationProperties("raceway.cards")
record CardSettings(@DefaultValue("") String site) {
    CardSettings {
        if (!site.isEmpty()) {
            URI uri = URI.create(site);
            if (uri.getHost() == null || uri.getRawQuery() != null) {
                throw new IllegalArgumentException(
                        "raceway.cards.site is no address such as https://brain.example.com");
            }
            site = site.replaceAll("/+$", "");
        }
    }
}
