package org.raceway.enterprises;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.Texts;

/** An {@link EnterpriseForm} as the fields of a page's form, there and back. */
final class FormFields {
    private FormFields() {}

    /** What stands in the fields. */
    static Map<String, String> values(EnterpriseForm form) {
        Map<String, String> values = new LinkedHashMap<>(Differences.values(form));
        for (int i = 0; i < form.contacts().size(); i++) {
            EnterpriseForm.Contact contact = form.contacts().get(i);
            values.put("contacts[" + i + "].name", contact.name());
            values.put("contacts[" + i + "].position", contact.position());
            values.put("contacts[" + i + "].phone", contact.phone());
            values.put("contacts[" + i + "].email", contact.email());
        }
        return values;
    }

    /** The form with what the request says in one of its steps; the other steps stay. */
    static EnterpriseForm read(EnterpriseForm form, FormStep step, HttpServletRequest request) {
        return switch (step) {
            case IDENTITY ->
                new EnterpriseForm(
                        text(request, "name"),
                        text(request, "englishName"),
                        text(request, "uscc"),
                        text(request, "gln"),
                        text(request, "gs1Prefix"),
                        form.industry(),
                        form.kinds(),
                        form.employees(),
                        form.revenueTenThousandYuan(),
                        form.county(),
                        form.address(),
                        form.contacts(),
                        form.licences());
            case BUSINESS ->
                new EnterpriseForm(
                        form.name(),
                        form.englishName(),
                        form.uscc(),
                        form.gln(),
                        form.gs1Prefix(),
                        industry(text(request, "industry")),
                        kinds(request),
                        text(request, "employees").replaceAll("[,，\\s]", ""),
                        text(request, "revenueTenThousandYuan").replaceAll("[,，\\s]", ""),
                        form.county(),
                        form.address(),
                        form.contacts(),
                        form.licences());
            case PLACE ->
                new EnterpriseForm(
                        form.name(),
                        form.englishName(),
                        form.uscc(),
                        form.gln(),
                        form.gs1Prefix(),
                        form.industry(),
                        form.kinds(),
                        form.employees(),
                        form.revenueTenThousandYuan(),
                        text(request, "county"),
                        text(request, "address"),
                        contacts(request),
                        form.licences());
            case LICENCES, CONFIRM -> form;
        };
    }

    /** A class may be chosen as "3451 滚动轴承制造": the code is what counts. */
    private static String industry(String text) {
        return text.matches("[0-9]{4}\\s.*") ? text.substring(0, 4) : text;
    }

    /** The principal one, which has a field of its own, goes first. */
    private static List<String> kinds(HttpServletRequest request) {
        List<String> kinds = new ArrayList<>();
        String principal = text(request, "kind");
        if (!principal.isEmpty()) {
            kinds.add(principal);
        }
        String[] others = request.getParameterValues("kinds");
        for (String kind : others == null ? new String[0] : others) {
            if (!kinds.contains(kind)) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    private static List<EnterpriseForm.Contact> contacts(HttpServletRequest request) {
        List<EnterpriseForm.Contact> contacts = new ArrayList<>();
        for (int i = 0; i < FormCheck.MOST_CONTACTS; i++) {
            String at = "contacts[" + i + "].";
            EnterpriseForm.Contact contact = new EnterpriseForm.Contact(
                    text(request, at + "name"),
                    text(request, at + "position"),
                    text(request, at + "phone"),
                    text(request, at + "email"));
            if (!contact.isEmpty()) {
                contacts.add(contact);
            }
        }
        return contacts;
    }

    static EnterpriseForm.Licence licence(HttpServletRequest request, @Nullable UUID file) {
        return new EnterpriseForm.Licence(
                text(request, "kind"),
                text(request, "number"),
                text(request, "issuer"),
                text(request, "expires"),
                file);
    }

    /** What is wrong, by field, in words. */
    static Map<String, String> words(List<FormError> errors, Texts texts) {
        Map<String, String> words = new LinkedHashMap<>();
        errors.forEach(error -> words.putIfAbsent(error.field(), error.words(texts)));
        return words;
    }

    static String text(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value.strip();
    }
}
