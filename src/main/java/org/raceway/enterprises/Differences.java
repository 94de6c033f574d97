package org.raceway.enterprises;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.raceway.platform.Texts;

/** What two forms say differently. */
final class Differences {
    private Differences() {}

    /** A fact that changed, as people read it. */
    record Difference(String label, String before, String after) {}

    /** The scalar facts of a form, by component. */
    static Map<String, String> values(EnterpriseForm form) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", form.name());
        values.put("englishName", form.englishName());
        values.put("uscc", form.uscc());
        values.put("gln", form.gln());
        values.put("gs1Prefix", form.gs1Prefix());
        values.put("industry", form.industry());
        values.put("kinds", String.join(",", form.kinds()));
        values.put("employees", form.employees());
        values.put("revenueTenThousandYuan", form.revenueTenThousandYuan());
        values.put("county", form.county());
        values.put("address", form.address());
        return values;
    }

    /** The components that differ. */
    static List<String> fields(EnterpriseForm before, EnterpriseForm after) {
        List<String> fields = new ArrayList<>();
        Map<String, String> old = values(before);
        values(after).forEach((fact, value) -> {
            if (!value.equals(old.get(fact))) {
                fields.add(fact);
            }
        });
        if (!before.contacts().equals(after.contacts())) {
            fields.add("contacts");
        }
        if (!before.licences().equals(after.licences())) {
            fields.add("licences");
        }
        return fields;
    }

    /** What differs, in words. */
    static List<Difference> between(EnterpriseForm before, EnterpriseForm after, Texts texts) {
        return fields(before, after).stream()
                .map(field -> new Difference(
                        texts.get("enterprises.form." + field),
                        words(before, field, texts),
                        words(after, field, texts)))
                .toList();
    }

    /** A fact of a form in words; empty where it says nothing. */
    static String words(EnterpriseForm form, String field, Texts texts) {
        return switch (field) {
            case "industry" ->
                form.industryClass().map(industry -> industry.words(texts)).orElse(form.industry());
            case "kinds" -> kinds(form.kinds(), texts);
            case "contacts" ->
                form.contacts().stream()
                        .map(contact -> joined(contact.name(), contact.position(), contact.phone(), contact.email()))
                        .collect(Collectors.joining(texts.english() ? "; " : "；"));
            case "licences" ->
                form.licences().stream()
                        .map(licence -> licence(licence, texts))
                        .collect(Collectors.joining(texts.english() ? "; " : "；"));
            case "gln", "gs1Prefix" -> {
                String value = Objects.requireNonNullElse(values(form).get(field), "");
                yield value.isEmpty() ? texts.get("enterprises.noneYet") : value;
            }
            default -> Objects.requireNonNullElse(values(form).get(field), "");
        };
    }

    static String kinds(List<String> kinds, Texts texts) {
        return kinds.stream()
                .map(kind -> texts.get("enterprises.kind." + kind))
                .collect(Collectors.joining(texts.english() ? ", " : "、"));
    }

    static String licence(EnterpriseForm.Licence licence, Texts texts) {
        return joined(
                texts.get("enterprises.licence." + licence.kind()),
                licence.number(),
                licence.issuer(),
                licence.expires().isEmpty()
                        ? texts.get("enterprises.noExpiry")
                        : texts.get("enterprises.until", licence.expires()));
    }

    private static String joined(String... parts) {
        return java.util.Arrays.stream(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
    }
}
