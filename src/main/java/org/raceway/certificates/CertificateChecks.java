package org.raceway.certificates;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.raceway.traceability.Heats;
import org.springframework.stereotype.Component;

/** Reads a typed certificate, and says of each field what is wrong and how to mend it. */
@Component
class CertificateChecks {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Pattern ELEMENT = Pattern.compile("[A-Z][a-z]?");
    private static final BigDecimal MOST_KILOGRAMS = new BigDecimal("1000000");
    private static final int LONGEST = 120;

    private final Heats heats;
    private final Clock clock;

    CertificateChecks(Heats heats, Clock clock) {
        this.heats = heats;
        this.clock = clock;
    }

    /** A certificate, or what is wrong with it: one of them is empty. */
    record Reading(Optional<CheckedCertificate> certificate, List<CertificateError> errors) {}

    /** Reads one. */
    Reading read(CertificateForm form, @Nullable UUID enterprise) {
        return read(form, meanings(enterprise));
    }

    /** What the enterprise means by the numbers of heats: one for all rows of a list. */
    Heats.Meanings meanings(@Nullable UUID enterprise) {
        return heats.meanings(enterprise, clock.instant());
    }

    /** Reads one of a list. */
    Reading read(CertificateForm form, Heats.Meanings meanings) {
        List<CertificateError> errors = new ArrayList<>();
        String number = required(form.number(), "number", errors);
        String issuer = required(form.issuer(), "issuer", errors);
        String grade = required(form.grade(), "grade", errors);
        CertificateKind kind = CertificateKind.read(form.kind()).orElse(null);
        if (kind == null) {
            errors.add(new CertificateError("kind", "kind", form.kind()));
        }
        for (String text : List.of(form.standard(), form.product())) {
            if (text.length() > LONGEST) {
                errors.add(new CertificateError("product", "long", text));
            }
        }
        String heat =
                form.heat().isBlank() ? null : meanings.identify(form.heat()).orElse(null);
        if (heat == null) {
            errors.add(new CertificateError("heat", form.heat().isBlank() ? "missing" : "heat", form.heat()));
        }
        BigDecimal mass = number(form.massKilograms());
        if (mass == null || mass.signum() <= 0 || mass.compareTo(MOST_KILOGRAMS) > 0 || mass.scale() > 3) {
            errors.add(new CertificateError("massKilograms", "mass", form.massKilograms()));
        }
        LocalDate issued = date(form.issuedOn());
        if (issued == null || issued.isAfter(LocalDate.ofInstant(clock.instant(), ZONE)) || issued.getYear() < 1980) {
            errors.add(new CertificateError("issuedOn", "date", form.issuedOn()));
        }
        Map<String, BigDecimal> composition = new TreeMap<>();
        form.composition().forEach((element, typed) -> {
            if (!typed.isBlank()) {
                BigDecimal share = number(typed);
                if (!ELEMENT.matcher(element).matches()) {
                    errors.add(new CertificateError("composition." + element, "element", element));
                } else if (share == null
                        || share.signum() < 0
                        || share.compareTo(BigDecimal.valueOf(100)) > 0
                        || share.scale() > 6) {
                    errors.add(new CertificateError("composition." + element, "share", typed));
                } else {
                    composition.put(element, share);
                }
            }
        });
        if (composition.isEmpty()
                && errors.stream().noneMatch(error -> error.field().startsWith("composition"))) {
            errors.add(new CertificateError("composition.C", "composition", ""));
        }
        if (composition.values().stream()
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .compareTo(BigDecimal.valueOf(100))
                > 0) {
            errors.add(new CertificateError("composition.C", "sum", ""));
        }
        if (!errors.isEmpty() || kind == null || heat == null || mass == null || issued == null) {
            return new Reading(Optional.empty(), errors);
        }
        String lot = heat.substring(heat.lastIndexOf('/') + 1);
        String typed = form.heat().strip();
        return new Reading(
                Optional.of(new CheckedCertificate(
                        number,
                        kind,
                        issuer,
                        SteelGrades.onFile().find(grade).map(SteelGrade::grade).orElse(grade),
                        form.standard().strip(),
                        heat,
                        typed.contains("/") || typed.contains("(") || typed.contains(":") ? lot : typed,
                        mass,
                        form.product().strip(),
                        issued,
                        composition)),
                List.of());
    }

    private static String required(String typed, String field, List<CertificateError> errors) {
        String text = typed.strip();
        if (text.isEmpty()) {
            errors.add(new CertificateError(field, "missing", ""));
        } else if (text.length() > LONGEST) {
            errors.add(new CertificateError(field, "long", text));
        }
        return text;
    }

    private static @Nullable BigDecimal number(String typed) {
        try {
            return new BigDecimal(typed.strip().replaceAll("[,，]", ""));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable LocalDate date(String typed) {
        String text = typed.strip();
        try {
            return LocalDate.parse(
                    text.length() > 10
                            ? text.substring(0, 10)
                            : text.replace('/', '-').replace('.', '-'));
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
