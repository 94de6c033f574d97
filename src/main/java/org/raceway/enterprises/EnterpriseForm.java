package org.raceway.enterprises;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.audit.Masked;

/**
 * What somebody says of an enterprise, as they wrote it: a draft keeps also what can't be right yet. Every component may be
 * left out of JSON; texts are then empty.
 *
 * @param uscc Unified Social Credit Code (GB 32100)
 * @param gln Global Location Number, 13 digits; empty for none yet
 * @param gs1Prefix GS1 company prefix, 4 to 12 digits; empty for none yet
 * @param industry class of GB/T 4754-2017, 4 digits
 * @param kinds names of {@link EnterpriseKind}, the principal one first
 * @param employees a whole number
 * @param revenueTenThousandYuan of the last year, in 万元, with at most two decimals
 * @param county code of GB/T 2260, 6 digits
 */
record EnterpriseForm(
        String name,
        String englishName,
        String uscc,
        String gln,
        String gs1Prefix,
        String industry,
        List<String> kinds,
        String employees,
        String revenueTenThousandYuan,
        String county,
        String address,
        List<Contact> contacts,
        List<Licence> licences) {
    static final EnterpriseForm EMPTY =
            new EnterpriseForm("", "", "", "", "", "", List.of(), "", "", "", "", List.of(), List.of());

    @SuppressWarnings("NullAway") // JSON leaves out what is not known
    EnterpriseForm {
        name = text(name);
        englishName = text(englishName);
        uscc = UsccReading.normalized(text(uscc));
        gln = text(gln).replaceAll("\\s", "");
        gs1Prefix = text(gs1Prefix).replaceAll("\\s", "");
        industry = text(industry);
        kinds = kinds == null ? List.of() : List.copyOf(kinds);
        employees = text(employees);
        revenueTenThousandYuan = text(revenueTenThousandYuan);
        county = text(county);
        address = text(address);
        contacts = contacts == null ? List.of() : List.copyOf(contacts);
        licences = licences == null ? List.of() : List.copyOf(licences);
    }

    /** Somebody to talk to. */
    record Contact(String name, String position, String phone, String email) {
        @SuppressWarnings("NullAway") // JSON leaves out what is not known
        Contact {
            name = text(name);
            position = text(position);
            phone = text(phone);
            email = text(email);
        }

        boolean isEmpty() {
            return name.isEmpty() && position.isEmpty() && phone.isEmpty() && email.isEmpty();
        }
    }

    /**
     * A licence or certificate.
     *
     * @param kind name of a {@link LicenceKind}
     * @param expires {@code 2028-06-30}; empty where it does not expire
     * @param file id of an uploaded file; absent for none
     */
    record Licence(
            String kind,
            String number,
            String issuer,
            String expires,
            @Nullable UUID file) {
        @SuppressWarnings("NullAway") // JSON leaves out what is not known
        Licence {
            kind = text(kind);
            number = text(number);
            issuer = text(issuer);
            expires = text(expires);
        }
    }

    /** The industry, where the code is one. */
    Optional<Industry> industryClass() {
        return Industries.find(industry);
    }

    /** How many people work there; absent where it is no number. */
    @Nullable
    Integer employeeCount() {
        return employees.matches("[0-9]{1,7}") ? Integer.valueOf(employees) : null;
    }

    /** The revenue in 万元; absent where it is no amount. */
    @Nullable
    BigDecimal revenue() {
        return revenueTenThousandYuan.matches("[0-9]{1,9}(\\.[0-9]{1,2})?")
                ? new BigDecimal(revenueTenThousandYuan)
                : null;
    }

    /** The size class; absent while something that it takes is unknown. */
    @Nullable
    EnterpriseScale scale() {
        return ScaleRule.classify(industryClass().orElse(null), employeeCount(), revenue());
    }

    EnterpriseForm withContacts(List<Contact> others) {
        return new EnterpriseForm(
                name,
                englishName,
                uscc,
                gln,
                gs1Prefix,
                industry,
                kinds,
                employees,
                revenueTenThousandYuan,
                county,
                address,
                others,
                licences);
    }

    /** The same with people's names, numbers and addresses masked. */
    EnterpriseForm masked() {
        return withContacts(contacts.stream()
                .map(contact -> new Contact(
                        Masked.name(contact.name()),
                        contact.position(),
                        Masked.phone(contact.phone()),
                        Masked.email(contact.email())))
                .toList());
    }

    EnterpriseForm withLicences(List<Licence> others) {
        return new EnterpriseForm(
                name,
                englishName,
                uscc,
                gln,
                gs1Prefix,
                industry,
                kinds,
                employees,
                revenueTenThousandYuan,
                county,
                address,
                contacts,
                others);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}
