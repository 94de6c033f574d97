package org.raceway.enterprises;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.raceway.identifiers.gs1.CheckDigits;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.platform.Texts;

/** Tells what is wrong with an {@link EnterpriseForm}, field by field. */
final class FormCheck {
    static final int LONGEST_NAME = 120;
    static final int LONGEST_ADDRESS = 200;
    static final int MOST_CONTACTS = 5;
    static final int MOST_LICENCES = 20;
    private static final int LONGEST_WORD = 100;
    private static final int GLN_DIGITS = 13;

    private final List<FormError> errors = new ArrayList<>();
    private final EnterpriseForm form;
    private final LocalDate today;

    private FormCheck(EnterpriseForm form, LocalDate today) {
        this.form = form;
        this.today = today;
    }

    /** All that is wrong, in the form's order. */
    static List<FormError> all(EnterpriseForm form, LocalDate today) {
        List<FormError> errors = new ArrayList<>();
        for (FormStep step : FormStep.values()) {
            errors.addAll(of(form, step, today));
        }
        return errors;
    }

    /** What is wrong in one step of the form. */
    static List<FormError> of(EnterpriseForm form, FormStep step, LocalDate today) {
        FormCheck check = new FormCheck(form, today);
        switch (step) {
            case IDENTITY -> check.identity();
            case BUSINESS -> check.business();
            case PLACE -> check.place();
            case LICENCES -> check.licences();
            case CONFIRM -> {}
        }
        return check.errors;
    }

    private void identity() {
        required("name", form.name(), LONGEST_NAME);
        bounded("englishName", form.englishName(), LONGEST_NAME);
        uscc(form.uscc()).ifPresent(errors::add);
        gln();
        if (!form.gs1Prefix().isEmpty() && !form.gs1Prefix().matches("[0-9]{4,12}")) {
            wrong("gs1Prefix", "prefix", form.gs1Prefix());
        }
    }

    /** What is wrong with a code. */
    static Optional<FormError> uscc(String code) {
        if (code.isEmpty()) {
            return Optional.of(FormError.of("uscc", "missing", code));
        }
        return switch (UsccReading.of(code)) {
            case UsccReading.Right right -> Optional.empty();
            case UsccReading.WrongLength wrong ->
                Optional.of(FormError.of("uscc", "uscc-length", code, wrong.length()));
            case UsccReading.WrongCharacter wrong ->
                Optional.of(FormError.of("uscc", "uscc-character", code, wrong.place(), wrong.character()));
            case UsccReading.WrongDivision wrong ->
                Optional.of(FormError.of("uscc", "uscc-division", code, wrong.place(), wrong.character()));
            case UsccReading.WrongCheck wrong ->
                Optional.of(FormError.of("uscc", "uscc-check", code, wrong.expected(), wrong.found()));
            case UsccReading.Older older -> Optional.of(FormError.of("uscc", "uscc-older", code));
        };
    }

    private void gln() {
        String gln = form.gln();
        if (gln.isEmpty() || Gs1Identifiers.isGln(gln)) {
            return;
        }
        if (gln.matches("[0-9]{" + GLN_DIGITS + "}")) {
            wrong(
                    "gln",
                    "gln-check",
                    gln,
                    CheckDigits.of(gln.substring(0, GLN_DIGITS - 1)),
                    gln.charAt(GLN_DIGITS - 1));
        } else {
            wrong("gln", "gln", gln);
        }
    }

    private void business() {
        if (form.industry().isEmpty()) {
            wrong("industry", "missing", "");
        } else if (form.industryClass().isEmpty()) {
            wrong("industry", "industry", form.industry());
        }
        if (form.kinds().isEmpty()) {
            wrong("kinds", "kinds-missing", "");
        }
        for (String kind : form.kinds()) {
            if (EnterpriseKind.find(kind).isEmpty()) {
                wrong("kinds", "kinds", kind);
            }
        }
        if (form.employees().isEmpty()) {
            wrong("employees", "missing", "");
        } else if (form.employeeCount() == null) {
            wrong("employees", "employees", form.employees());
        }
        if (form.revenueTenThousandYuan().isEmpty()) {
            wrong("revenueTenThousandYuan", "missing", "");
        } else if (form.revenue() == null) {
            wrong("revenueTenThousandYuan", "revenue", form.revenueTenThousandYuan());
        }
    }

    private void place() {
        if (form.county().isEmpty()) {
            wrong("county", "missing", "");
        } else if (!form.county().matches("[1-8][0-9]{5}")) {
            wrong("county", "county", form.county());
        }
        required("address", form.address(), LONGEST_ADDRESS);
        if (form.contacts().isEmpty()) {
            wrong("contacts[0].name", "contact-missing", "");
        }
        if (form.contacts().size() > MOST_CONTACTS) {
            wrong("contacts", "too-many", String.valueOf(form.contacts().size()), MOST_CONTACTS);
        }
        for (int i = 0; i < form.contacts().size(); i++) {
            EnterpriseForm.Contact contact = form.contacts().get(i);
            String at = "contacts[" + i + "].";
            required(at + "name", contact.name(), LONGEST_WORD);
            bounded(at + "position", contact.position(), LONGEST_WORD);
            if (contact.phone().isEmpty()) {
                wrong(at + "phone", "missing", "");
            } else if (!contact.phone()
                    .matches(
                            "(\\+86[- ]?)?(1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8}(-[0-9]{1,6})?|400-?[0-9]{3}-?[0-9]{4})")) {
                wrong(at + "phone", "phone", contact.phone());
            }
            if (!contact.email().isEmpty() && !contact.email().matches("[^@\\s]{1,64}@[^@\\s]+\\.[^@\\s.]{2,}")) {
                wrong(at + "email", "email", contact.email());
            }
        }
    }

    private void licences() {
        if (form.licences().stream().noneMatch(licence -> licence.kind().equals(LicenceKind.BUSINESS_LICENCE.name()))) {
            wrong("licences", "business-licence", "");
        }
        if (form.licences().size() > MOST_LICENCES) {
            wrong("licences", "too-many", String.valueOf(form.licences().size()), MOST_LICENCES);
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < form.licences().size(); i++) {
            EnterpriseForm.Licence licence = form.licences().get(i);
            licence(licence, "licences[" + i + "].", today).forEach(errors::add);
            if (!seen.add(licence.kind() + " " + licence.number())) {
                wrong("licences[" + i + "].number", "licence-twice", licence.number());
            }
        }
    }

    /** What is wrong with a licence. */
    static List<FormError> licence(EnterpriseForm.Licence licence, String at, LocalDate today) {
        FormCheck check = new FormCheck(EnterpriseForm.EMPTY, today);
        if (java.util.Arrays.stream(LicenceKind.values())
                .noneMatch(kind -> kind.name().equals(licence.kind()))) {
            check.wrong(at + "kind", licence.kind().isEmpty() ? "missing" : "licence-kind", licence.kind());
        }
        check.required(at + "number", licence.number(), LONGEST_WORD);
        check.required(at + "issuer", licence.issuer(), LONGEST_WORD);
        if (!licence.expires().isEmpty()) {
            LocalDate expires = day(licence.expires()).orElse(null);
            if (expires == null) {
                check.wrong(at + "expires", "day", licence.expires());
            } else if (expires.isBefore(today)) {
                check.wrong(at + "expires", "expired", licence.expires());
            }
        }
        if (licence.file() == null) {
            check.wrong(at + "file", "file-missing", "");
        }
        return check.errors;
    }

    static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The errors as members of a problem, in the reader's language. */
    static List<java.util.Map<String, String>> rendered(List<FormError> errors, Texts texts) {
        return errors.stream()
                .map(error -> java.util.Map.of(
                        "field",
                        error.field(),
                        "problem",
                        error.problem(),
                        "value",
                        error.value(),
                        "detail",
                        error.words(texts)))
                .toList();
    }

    private void required(String field, String value, int longest) {
        if (value.isEmpty()) {
            wrong(field, "missing", value);
        } else {
            bounded(field, value, longest);
        }
    }

    private void bounded(String field, String value, int longest) {
        if (value.length() > longest) {
            wrong(field, "too-long", value, longest);
        }
    }

    private void wrong(String field, String problem, String value, Object... arguments) {
        errors.add(FormError.of(field, problem, value, arguments));
    }
}
