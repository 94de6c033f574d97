package org.raceway.consents;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.ProblemException;

/** What forms and bodies say, as the ledger takes it. */
final class ConsentBodies {
    private ConsentBodies() {}

    static ConsentRequest request(
            @Nullable UUID granter,
            @Nullable String purpose,
            @Nullable String reference,
            @Nullable List<String> fields,
            @Nullable String from,
            @Nullable String to,
            @Nullable String lastDay,
            @Nullable String message) {
        if (granter == null) {
            throw invalid("granter");
        }
        return new ConsentRequest(
                granter,
                reference(purpose, reference),
                terms(fields, from, to, lastDay),
                message == null ? "" : message);
    }

    static PurposeReference reference(@Nullable String purpose, @Nullable String reference) {
        if (purpose == null || purpose.isBlank()) {
            throw invalid("purpose");
        }
        if (reference == null) {
            throw invalid("reference");
        }
        try {
            return new PurposeReference(purpose, reference);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(e, ConsentProblem.INVALID, "reference");
        }
    }

    static Consent.Terms terms(
            @Nullable List<String> fields, @Nullable String from, @Nullable String to, @Nullable String lastDay) {
        if (fields == null || fields.isEmpty()) {
            throw invalid("fields");
        }
        return new Consent.Terms(fields, period(from, to), day(lastDay, "lastDay"));
    }

    static Period period(@Nullable String from, @Nullable String to) {
        LocalDate first = day(from, "from");
        LocalDate last = day(to, "to");
        try {
            return new Period(first, last);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(e, ConsentProblem.INVALID, "period");
        }
    }

    private static LocalDate day(@Nullable String day, String name) {
        try {
            if (day != null) {
                return LocalDate.parse(day.strip());
            }
        } catch (DateTimeException e) {
            throw new ProblemException(e, ConsentProblem.INVALID, name);
        }
        throw invalid(name);
    }

    private static ProblemException invalid(String name) {
        return new ProblemException(ConsentProblem.INVALID, name);
    }
}
