package org.raceway.traceability;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.Cell;
import org.raceway.platform.Fact;
import org.raceway.platform.Page;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.traceability.epcis.Event;
import org.raceway.traceability.epcis.Extension;
import org.raceway.traceability.epcis.Extension.Content;
import org.raceway.traceability.epcis.Quantity;
import org.raceway.traceability.epcis.TypedReference;

/** An event as a list that a person reads: what, when, where, why, how. */
final class EventFacts {
    private final Texts texts;
    private final List<Fact> facts = new ArrayList<>();

    private EventFacts(Texts texts) {
        this.texts = texts;
    }

    static List<Fact> of(StoredEvent stored, Texts texts) {
        EventFacts list = new EventFacts(texts);
        list.add(stored);
        return list.facts;
    }

    private void add(StoredEvent stored) {
        Event event = stored.event();
        text("events.step", EventWords.step(event.bizStep(), texts));
        text("events.type", EventWords.type(event.type(), texts));
        text("events.action", EventWords.action(event.action(), texts));
        text("events.disposition", EventWords.disposition(event.disposition(), texts));
        text("events.time", Times.withOffset(event.eventTime()));
        text("events.recorded", Times.second(stored.recordTime()));
        identifiers("events.parent", event.parentId() == null ? List.of() : List.of(event.parentId()));
        boolean transforms =
                !event.outputEpcs().isEmpty() || !event.outputQuantities().isEmpty();
        identifiers(transforms ? "events.inputs" : "events.epcs", event.epcs());
        quantities(transforms ? "events.inputQuantities" : "events.quantities", event.quantities());
        identifiers("events.outputs", event.outputEpcs());
        quantities("events.outputQuantities", event.outputQuantities());
        text("events.transformation", event.transformationId());
        text("events.where", event.readPoint());
        text("events.location", event.businessLocation());
        references("events.transactions", event.businessTransactions());
        references("events.sources", event.sources());
        references("events.destinations", event.destinations());
        event.ilmd().forEach(extension -> extension(extension, ""));
        event.extensions().forEach(extension -> extension(extension, ""));
        text("events.id", stored.eventId());
    }

    private void text(String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            facts.add(new Fact(texts.get(key), List.of(Cell.of(value))));
        }
    }

    private void identifiers(String key, List<String> identifiers) {
        if (!identifiers.isEmpty()) {
            facts.add(new Fact(
                    texts.get(key), identifiers.stream().map(EventFacts::traced).toList()));
        }
    }

    private void quantities(String key, List<Quantity> quantities) {
        if (!quantities.isEmpty()) {
            facts.add(new Fact(
                    texts.get(key),
                    quantities.stream()
                            .map(quantity -> Cell.link(
                                    quantity.epcClass() + amount(quantity, texts),
                                    "/genealogy?id=" + Page.encode(quantity.epcClass())))
                            .toList()));
        }
    }

    private static String amount(Quantity quantity, Texts texts) {
        if (quantity.quantity() == null) {
            return "";
        }
        return "  × " + quantity.quantity().toPlainString() + " " + EventWords.unit(quantity.unit(), texts);
    }

    private static Cell traced(String identifier) {
        return Cell.link(identifier, "/genealogy?id=" + Page.encode(identifier));
    }

    private void references(String key, List<TypedReference> references) {
        if (!references.isEmpty()) {
            facts.add(new Fact(
                    texts.get(key),
                    references.stream()
                            .map(reference -> Cell.of((reference.type() == null
                                            ? ""
                                            : EventWords.reference(reference.type(), texts) + "  ")
                                    + reference.id()))
                            .toList()));
        }
    }

    private void extension(Extension extension, String before) {
        String key = "events.field." + extension.localName();
        String name = before + (texts.has(key) ? texts.get(key) : extension.localName());
        if (extension.content() instanceof Content.Text text
                && extension.localName().equals("result")) {
            facts.add(new Fact(name, List.of(Cell.of(EventWords.result(text.value(), texts)))));
        } else if (extension.content() instanceof Content.Text text
                && extension.localName().equals("step")) {
            facts.add(new Fact(name, List.of(Cell.of(EventWords.step(text.value(), texts)))));
        } else {
            content(name, extension.content());
        }
    }

    private void content(String name, Content content) {
        switch (content) {
            case Content.Text text -> facts.add(new Fact(name, List.of(Cell.of(text.value()))));
            case Content.Sequence sequence -> sequence.items().forEach(item -> content(name, item));
            case Content.Fields fields -> {
                if (fields.text() != null) {
                    facts.add(new Fact(name, List.of(Cell.of(fields.text()))));
                }
                fields.fields().forEach(field -> extension(field, name + " · "));
            }
        }
    }
}
