package org.raceway.recalls;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.raceway.platform.Cell;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.platform.Tone;
import org.raceway.traceability.AffectedSet;

/** Recalls as people read them. */
final class RecallWords {
    private static final int SHOWN = 5;

    private RecallWords() {}

    /** What a recall begins with, in a line. */
    static String origin(RecallOrigin origin, Texts texts) {
        List<String> parts = new ArrayList<>();
        if (!origin.ids().isEmpty()) {
            String first = String.join(
                    texts.get("recalls.comma"),
                    origin.ids().stream().limit(SHOWN).map(RecallWords::label).toList());
            parts.add(
                    origin.ids().size() > SHOWN
                            ? texts.get("recalls.idsMore", first, origin.ids().size())
                            : first);
        }
        if (origin.from() != null || origin.until() != null) {
            parts.add((origin.from() == null ? "" : Times.minute(origin.from())) + " – "
                    + (origin.until() == null ? "" : Times.minute(origin.until())));
        }
        if (origin.step() != null) {
            parts.add(texts.get("recalls.origin.step") + " " + tradeStep(origin.step(), texts));
        }
        if (origin.place() != null) {
            parts.add(texts.get("recalls.origin.place") + " " + label(origin.place()));
        }
        if (origin.machine() != null) {
            parts.add(texts.get("recalls.origin.machine") + " " + origin.machine());
        }
        return String.join(texts.get("recalls.semicolon"), parts);
    }

    /** A step of the trade, or a business step of the CBV. */
    static String tradeStep(String step, Texts texts) {
        for (String key : new String[] {"genealogy.step." + step, "events.step." + step}) {
            if (texts.has(key)) {
                return texts.get(key);
            }
        }
        return step;
    }

    private static String label(String id) {
        String path = id.startsWith("https://id.gs1.org") ? id.substring("https://id.gs1.org".length()) : id;
        int lot = path.indexOf("/10/");
        int serial = path.indexOf("/21/");
        int from = Math.max(lot, serial);
        return from < 0 ? path : path.substring(from + 4);
    }

    static String product(RecallItem item, Texts texts) {
        return texts.english() && !item.englishProduct().isEmpty() ? item.englishProduct() : item.product();
    }

    /** Its place, and where it is on its way to. */
    static String where(RecallItem item, Names names, Texts texts) {
        String place = names.place(item.place(), texts);
        return item.destination() == null
                ? place
                : (place.isEmpty() ? "" : place + texts.get("recalls.semicolon"))
                        + texts.get("recalls.toward", names.of(item.destination(), texts));
    }

    /** What was done with it so far. */
    static String done(RecallItem item, Texts texts) {
        List<String> parts = new ArrayList<>();
        add(parts, RecallAction.QUARANTINED, item.done().quarantined(), item, texts);
        add(parts, RecallAction.RETURNED, item.done().returned(), item, texts);
        add(parts, RecallAction.DESTROYED, item.done().destroyed(), item, texts);
        add(parts, RecallAction.UNREACHABLE, item.done().unreachable(), item, texts);
        return parts.isEmpty() ? texts.get("recalls.nothingDone") : String.join(texts.get("recalls.comma"), parts);
    }

    private static void add(
            List<String> parts, RecallAction action, BigDecimal quantity, RecallItem item, Texts texts) {
        if (quantity.signum() > 0) {
            parts.add(texts.get("recalls.action." + action) + " " + Amounts.text(quantity, item.unit(), texts));
        }
    }

    /**
     * A line of the timeline.
     *
     * @param goods by their ids, as far as the reader sees them
     */
    static String step(Recall.Step step, Map<UUID, RecallItem> goods, Names names, Texts texts) {
        String who = step.enterprise() == null ? texts.get("recalls.platform") : names.of(step.enterprise(), texts);
        StringBuilder line = new StringBuilder(who).append(' ').append(texts.get("recalls.done." + step.action()));
        RecallItem item = step.item() == null ? null : goods.get(step.item());
        BigDecimal quantity = step.quantity();
        if (item != null) {
            line.append(' ').append(item.label());
        }
        if (quantity != null) {
            line.append(' ')
                    .append(
                            step.action().isOfGoods()
                                    ? Amounts.text(quantity, item == null ? null : item.unit(), texts)
                                    : quantity.stripTrailingZeros().toPlainString());
        }
        return line.toString();
    }

    /** Goods by their ids. */
    static Map<UUID, RecallItem> byId(List<RecallItem> items) {
        Map<UUID, RecallItem> goods = new HashMap<>();
        items.forEach(item -> goods.put(item.id(), item));
        return goods;
    }

    /** What has become of it; what went out of the chain stands out. */
    static Cell state(AffectedSet.State state, Texts texts) {
        String word = texts.get("recalls.place." + state);
        return switch (state) {
            case IN_PLANT, IN_STOCK -> Cell.of(word);
            case SHIPPED -> Cell.tag(word, Tone.WATCH);
            case SOLD -> Cell.tag(word, Tone.BAD);
            case USED_UP, DESTROYED -> Cell.tag(word, Tone.GOOD);
        };
    }

    /** A refusal with the page's own words for what is wrong. */
    static String refusal(ProblemException refused, Texts texts) {
        Object[] arguments = refused.arguments();
        for (int place = 0; place < arguments.length; place++) {
            String key = "recalls.field." + arguments[place];
            if (texts.has(key)) {
                arguments[place] = texts.get(key);
            }
        }
        return new ProblemException(refused.problem(), arguments).text(texts);
    }
}
