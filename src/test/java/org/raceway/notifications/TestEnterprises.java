package org.raceway.notifications;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.CheckDigits;
import org.raceway.identifiers.gs1.UnifiedSocialCreditCode;

/** Enterprises that nobody else's tests know. */
final class TestEnterprises {
    private TestEnterprises() {}

    static Enterprise register(Enterprises enterprises) {
        String digits = "%06d".formatted(ThreadLocalRandom.current().nextInt(1_000_000));
        String uscc = "91371581MANT" + digits.substring(0, 5);
        String gln = "953" + "%09d".formatted(ThreadLocalRandom.current().nextInt(1_000_000_000));
        return enterprises.register(new Enterprise(
                UUID.randomUUID(),
                uscc + UnifiedSocialCreditCode.checkCharacter(uscc),
                gln + CheckDigits.of(gln),
                gln.substring(0, 9),
                EnterpriseKind.ASSEMBLER,
                "通知试验轴承有限公司" + digits,
                "Notices Trial Bearings " + digits,
                "371581",
                null,
                null,
                true));
    }
}
