package org.raceway.consents;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.raceway.access.Caller;
import org.raceway.access.DataScope;
import org.raceway.access.Permission;
import org.raceway.audit.TrailNames;
import org.raceway.enterprises.Enterprises;
import org.raceway.platform.Cell;
import org.raceway.platform.Fact;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Consents as their pages show them. */
@Component
final class ConsentViews {
    private final StoredConsents consents;
    private final ConsentFields fields;
    private final Enterprises enterprises;
    private final ObjectProvider<TrailNames> names;
    private final Clock clock;

    ConsentViews(
            StoredConsents consents,
            ConsentFields fields,
            Enterprises enterprises,
            ObjectProvider<TrailNames> names,
            Clock clock) {
        this.consents = consents;
        this.fields = fields;
        this.enterprises = enterprises;
        this.names = names;
        this.clock = clock;
    }

    ConsentWords words() {
        return new ConsentWords(consents.purposes(), fields, enterprises, Period.dayOf(clock.instant()));
    }

    ConsentView view(Consent consent, Caller caller, String error, Texts texts) {
        ConsentWords words = words();
        boolean own = consent.granter().equals(caller.enterprise());
        String granter = words.names().of(consent.granter(), texts);
        String reader = words.names().of(consent.reader(), texts);
        Instant now = clock.instant();
        boolean open = now.isBefore(consent.endsAt());
        List<ConsentAction> actions = new ArrayList<>();
        if (own && caller.may(Permission.CONSENTS_GRANT)) {
            if (consent.state() == ConsentState.REQUESTED) {
                if (open) {
                    actions.add(ConsentAction.GRANTED);
                }
                actions.add(ConsentAction.REFUSED);
            } else if (consent.state() == ConsentState.GRANTED) {
                actions.add(ConsentAction.REVOKED);
            }
        }
        if (!own && consent.state() == ConsentState.REQUESTED && caller.may(Permission.CONSENTS_REQUEST)) {
            actions.add(ConsentAction.WITHDRAWN);
        }
        boolean mayRead = !own
                && consent.isLive(now)
                && caller.may(Permission.CONSENTS_REQUEST)
                && caller.scope(Permission.CONSENTS_REQUEST).reaches(DataScope.GRANTED);
        List<ConsentView.Field> asked = fields.of(consent.asked().fields()).stream()
                .map(field -> new ConsentView.Field(
                        field.code(),
                        texts.get(field.code()),
                        texts.get(field.code() + ".help"),
                        consent.terms().fields().contains(field.code()),
                        field.hasPeriod()))
                .toList();
        String explanation = consents.purposes().stream()
                .filter(purpose -> purpose.code().equals(consent.purpose().purpose()))
                .map(purpose -> purpose.explanation(texts))
                .findFirst()
                .orElse("");
        List<ConsentStep> steps = consents.steps(caller, consent.id());
        Map<UUID, String> people = people(steps, texts);
        return new ConsentView(
                consent.id(),
                words.matter(consent.purpose(), texts),
                explanation,
                own ? reader : granter,
                consent,
                ConsentTable.state(consent, texts),
                own,
                facts(consent, words, granter, reader, texts),
                asked,
                steps.stream()
                        .map(step -> new ConsentView.Step(
                                Times.minute(step.at()), step(step, consent, words, people, texts), step.reason()))
                        .toList(),
                consents.results(caller, consent.id()).stream()
                        .map(result -> new ConsentView.Result(
                                Times.minute(result.madeAt()),
                                texts.english()
                                        ? result.what().englishDescription()
                                        : result.what().description(),
                                result.staleAt() != null || !consent.isLive(now)))
                        .toList(),
                consents.reads(caller, consent.id()),
                actions,
                mayRead,
                error);
    }

    private static List<Fact> facts(Consent consent, ConsentWords words, String granter, String reader, Texts texts) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(texts.get("consents.state"), List.of(ConsentTable.state(consent, texts))));
        facts.add(fact("consents.granter", granter, texts));
        facts.add(fact("consents.reader", reader, texts));
        facts.add(fact("consents.purpose", words.matter(consent.purpose(), texts), texts));
        facts.add(fact("consents.fields", words.fields(consent.terms().fields(), texts), texts));
        facts.add(fact("consents.period", ConsentWords.period(consent.terms().period()), texts));
        facts.add(fact("consents.lastDay", consent.terms().lastDay().toString(), texts));
        if (!consent.terms().equals(consent.asked())) {
            facts.add(fact(
                    "consents.asked",
                    texts.get(
                            "consents.askedLine",
                            words.fields(consent.asked().fields(), texts),
                            ConsentWords.period(consent.asked().period()),
                            consent.asked().lastDay()),
                    texts));
        }
        return facts;
    }

    private static Fact fact(String key, String value, Texts texts) {
        return new Fact(texts.get(key), List.of(Cell.of(value)));
    }

    /** The names of the caller's own people. */
    private Map<UUID, String> people(List<ConsentStep> steps, Texts texts) {
        Set<UUID> ids = steps.stream()
                .map(ConsentStep::account)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Map<UUID, String> people = new HashMap<>();
        names.orderedStream()
                .filter(known -> known.kind() == TrailNames.Kind.ACCOUNT)
                .forEach(known -> people.putAll(known.names(ids, texts.english())));
        return people;
    }

    private static String step(
            ConsentStep step, Consent consent, ConsentWords words, Map<UUID, String> people, Texts texts) {
        String who = words.names().of(step.enterprise(), texts);
        if (step.enterprise() != null) {
            String person = step.account() == null ? null : people.get(step.account());
            who = texts.get(
                    "consents.stepBy",
                    who,
                    person == null
                            ? texts.get(isReaders(step.action()) ? "consents.stepReader" : "consents.stepGranter")
                            : person);
        }
        String line = texts.get("consents.step." + step.action().name(), who);
        return step.action() == ConsentAction.GRANTED && !step.terms().equals(consent.asked())
                ? texts.get("consents.stepLess", line)
                : line;
    }

    private static boolean isReaders(ConsentAction action) {
        return action == ConsentAction.REQUESTED || action == ConsentAction.WITHDRAWN;
    }
}
