package org.raceway.audit;

import org.raceway.platform.Texts;

/** The result of a verification in words. */
final class VerificationText {
    private VerificationText() {}

    static String of(Verification result, Texts texts) {
        Damage damage = result.damage();
        if (damage != null) {
            return texts.get("audit.damage." + damage.kind().code(), damage.number(), damage.what());
        }
        if (result.links() == 0) {
            return texts.get("audit.nothingSealed", result.unsealed());
        }
        String good = texts.get("audit.allGood", result.links(), result.first(), result.last());
        String gaps = result.gaps() == 0 ? "" : " " + texts.get("audit.withGaps", result.gaps());
        String unsealed = result.unsealed() == 0 ? "" : " " + texts.get("audit.withUnsealed", result.unsealed());
        return good + gaps + unsealed;
    }
}
