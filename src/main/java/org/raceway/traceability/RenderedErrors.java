package org.raceway.traceability;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.raceway.traceability.epcis.Rule;
import org.raceway.traceability.epcis.Violation;

/** Violations as problem details (RFC 9457), in one language. */
final class RenderedErrors {
    private static final int DOCUMENT = -1;

    private RenderedErrors() {}

    static List<Map<String, Object>> of(List<Violation> violations, Locale locale) {
        boolean english = locale.getLanguage().equals("en");
        return violations.stream().map(violation -> of(violation, english)).toList();
    }

    private static Map<String, Object> of(Violation violation, boolean english) {
        Rule rule = violation.rule();
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "epcisException:ValidationException");
        problem.put("title", english ? rule.english() : rule.chinese());
        problem.put("status", CaptureProblem.INVALID.status());
        problem.put("code", rule.code());
        problem.put("clause", rule.clause());
        if (violation.eventIndex() != DOCUMENT) {
            problem.put("eventIndex", violation.eventIndex());
        }
        problem.put("path", violation.path());
        String value = violation.value();
        if (value != null) {
            problem.put("value", value);
        }
        String detail = violation.detail();
        if (detail != null) {
            problem.put("detail", detail);
        }
        return problem;
    }
}
