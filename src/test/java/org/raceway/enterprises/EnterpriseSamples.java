package org.raceway.enterprises;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.raceway.identifiers.gs1.UnifiedSocialCreditCode;

/** Forms that are in order, each of another enterprise. */
final class EnterpriseSamples {
    private static final AtomicInteger NUMBER = new AtomicInteger(1000);
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private EnterpriseSamples() {}

    /** A credit code that no other call has given. */
    static String uscc() {
        int number = NUMBER.incrementAndGet();
        StringBuilder code = new StringBuilder("91371581REG");
        for (int i = 0; i < 6; i++) {
            code.append(ALPHABET.charAt(number % 31));
            number /= 31;
        }
        String first17 = code.toString();
        return first17 + UnifiedSocialCreditCode.checkCharacter(first17);
    }

    static EnterpriseForm form(String name, String uscc, @Nullable UUID file) {
        return new EnterpriseForm(
                name,
                "Sample Bearings",
                uscc,
                "",
                "",
                "3451",
                List.of("ASSEMBLER", "GRINDER"),
                "120",
                "3600.5",
                "371581",
                "临清市烟店镇轴承大道 8 号",
                List.of(new EnterpriseForm.Contact("赵敏", "总经理", "13806351234", "zhao@example.com")),
                List.of(new EnterpriseForm.Licence("BUSINESS_LICENCE", uscc, "临清市市场监督管理局", "", file)));
    }
}
