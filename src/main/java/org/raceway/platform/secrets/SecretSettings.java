package org.raceway.platform.secrets;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys of what is sealed.
 *
 * @param keys each 32 bytes in Base64, with commas between; the first seals, all open. Empty: those of {@code secrets.key} in the data
 *     folder, which is made when it is missing
 */
@ConfigurationProperties("raceway.secrets")
record SecretSettings(@DefaultValue("") Secret keys) {}
