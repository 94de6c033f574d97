package org.raceway.enterprises;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an enterprise can let others know of itself beyond what is public. For the room that keeps consents: what is answered here is
 * checked and recorded there. Statements run under the caller's row scope.
 */
public interface Disclosures {

    /** What it is. */
    Optional<Portrait> portrait(UUID enterprise);

    /** Whom to talk to, in the enterprise's own order. */
    List<Contact> contacts(UUID enterprise);

    /** Its licences and certificates. */
    List<Licence> licences(UUID enterprise);

    /**
     * What an enterprise is.
     *
     * @param industry code and name of the class of GB/T 4754-2017, Chinese; empty for none
     * @param scaleKey the text of its size class; absent while that is not known
     */
    record Portrait(
            Enterprise enterprise,
            List<EnterpriseKind> kinds,
            String industry,
            String englishIndustry,
            @Nullable Integer employees,
            @Nullable String scaleKey,
            String address) {
        public Portrait {
            kinds = List.copyOf(kinds);
        }
    }

    /** Somebody to talk to. */
    record Contact(String name, String position, String phone, String email) {}

    /**
     * A licence or certificate.
     *
     * @param kindKey the text of its kind
     * @param expires {@code 2028-06-30}; empty where it does not expire
     */
    record Licence(String kindKey, String number, String issuer, String expires) {}
}
