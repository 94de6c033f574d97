package org.raceway.enterprises;

import java.time.Duration;
import org.raceway.platform.Texts;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The registry's settings.
 *
 * @param contact where the operator is reached, as people read it: a telephone number, an address; empty for none
 * @param file the most bytes of a licence's scan
 * @param coolingOff how long a leaving enterprise may think better of it
 * @param expiryWarning so long before a licence runs out its owner is told
 */
@ConfigurationProperties("raceway.enterprises")
record EnterpriseSettings(
        @DefaultValue("") String contact,
        @DefaultValue("10MB") DataSize file,
        @DefaultValue("7d") Duration coolingOff,
        @DefaultValue("60d") Duration expiryWarning) {

    /** Whom to ask about what one may not see. */
    String whomToAsk(Texts texts) {
        return contact.isEmpty() ? texts.get("enterprises.operator") : texts.get("enterprises.operatorAt", contact);
    }
}
