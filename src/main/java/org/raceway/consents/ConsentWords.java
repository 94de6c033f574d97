package org.raceway.consents;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.raceway.enterprises.Enterprises;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;

/** Consents and reads as people read them. Made anew for each page. */
final class ConsentWords {
    private final Map<String, ConsentPurpose> purposes = new HashMap<>();
    private final ConsentFields fields;
    private final EnterpriseNames names;
    private final LocalDate today;

    ConsentWords(List<ConsentPurpose> purposes, ConsentFields fields, Enterprises enterprises, LocalDate today) {
        purposes.forEach(purpose -> this.purposes.put(purpose.code(), purpose));
        this.fields = fields;
        this.names = new EnterpriseNames(enterprises);
        this.today = today;
    }

    EnterpriseNames names() {
        return names;
    }

    /** Loan application 17. */
    String matter(PurposeReference reference, Texts texts) {
        ConsentPurpose purpose = purposes.get(reference.purpose());
        return (purpose == null ? reference.purpose() : purpose.title(texts)) + " " + reference.reference();
    }

    String fields(List<String> codes, Texts texts) {
        return String.join(
                texts.get("consents.comma"),
                codes.stream().map(code -> fields.name(code, texts)).toList());
    }

    static String period(Period period) {
        return period.from() + " – " + period.to();
    }

    /** The plain sentence, as the granter or the reader itself is told. */
    String sentence(ConsentRead read, UUID toldTo, Texts texts) {
        ConsentPurpose purpose = purposes.get(read.purpose().purpose());
        return ReadSentence.of(
                read,
                names.of(read.granter(), texts),
                names.of(read.reader(), texts),
                fields.noun(read.field(), texts),
                purpose == null ? read.purpose().purpose() : purpose.word(texts),
                read.reader().equals(toldTo),
                today,
                texts);
    }

    /** A refusal with the page's own words for what is wrong. */
    static String refusal(ProblemException refused, Texts texts) {
        Object[] arguments = refused.arguments();
        for (int place = 0; place < arguments.length; place++) {
            String key = "consents." + arguments[place];
            if (texts.has(key)) {
                arguments[place] = texts.get(key);
            }
        }
        return new ProblemException(refused.problem(), arguments).text(texts);
    }
}
