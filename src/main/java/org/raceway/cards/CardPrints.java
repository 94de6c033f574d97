package org.raceway.cards;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.raceway.access.Caller;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.Enterprises;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Route cards and labels as files to print. */
@Component
class CardPrints {
    private final StoredCards cards;
    private final Enterprises enterprises;
    private final CardSettings settings;
    private final AuditTrail audit;
    private final Clock clock;

    CardPrints(StoredCards cards, Enterprises enterprises, CardSettings settings, AuditTrail audit, Clock clock) {
        this.cards = cards;
        this.enterprises = enterprises;
        this.settings = settings;
        this.audit = audit;
        this.clock = clock;
    }

    void cards(
            Caller caller, List<UUID> wanted, Locale locale, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        List<Card> found = found(caller, wanted);
        begin(response, "route-cards.pdf");
        sheets(caller, locale, request).writeCards(found, clock.instant(), response.getOutputStream());
    }

    void labels(
            Caller caller,
            List<UUID> wanted,
            int each,
            CardSheets.Paper paper,
            CardSheets.Code code,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        List<Card> found = found(caller, wanted);
        if (each < 1 || (long) each * found.size() > CardSheets.MOST_LABELS) {
            throw new ProblemException(CardProblem.TOO_MANY_CARDS, CardSheets.MOST_LABELS);
        }
        begin(response, "labels.pdf");
        sheets(caller, locale, request)
                .writeLabels(found, each, paper, code, clock.instant(), response.getOutputStream());
    }

    private List<Card> found(Caller caller, List<UUID> wanted) {
        if (wanted.size() > StoredCards.MOST_CARDS) {
            throw new ProblemException(CardProblem.TOO_MANY_CARDS, StoredCards.MOST_CARDS);
        }
        List<Card> found = cards.some(caller, wanted);
        if (found.isEmpty()
                || found.size() < List.copyOf(wanted).stream().distinct().count()) {
            throw new ProblemException(CardProblem.NO_SUCH_CARD);
        }
        audit.record(AuditEntry.done(
                        "cards.print",
                        "card",
                        found.size() == 1 ? found.getFirst().id() : null)
                .about(caller.requireEnterprise())
                .with("cards", found.size()));
        return found;
    }

    private CardSheets sheets(Caller caller, Locale locale, HttpServletRequest request) {
        Texts texts = Texts.of(locale);
        Enterprise enterprise = enterprises.byId(caller.requireEnterprise()).orElseThrow();
        return new CardSheets(texts, texts.english() ? enterprise.englishName() : enterprise.name(), site(request));
    }

    /** The address that codes lead to. */
    String site(HttpServletRequest request) {
        return settings.site().isEmpty()
                ? ServletUriComponentsBuilder.fromContextPath(request).build().toUriString()
                : settings.site();
    }

    private static void begin(HttpServletResponse response, String name) {
        response.setContentType("application/pdf");
        response.setHeader("Content-Disposition", "inline; filename=\"" + name + "\"");
    }
}
