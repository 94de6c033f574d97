package org.raceway.recalls;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
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
            String key = "events.step." + origin.step();
            parts.add(texts.get("recalls.origin.step") + " " + (texts.has(key) ? texts.get(key) : origin.step()));
        }
        if (origin.place() != null) {
            parts.add(texts.get("recalls.origin.place") + " " + label(origin.place()));
        }
        if (origin.machine() != null) {
            parts.add(texts.get("recalls.origin.machine") + " " + origin.machine());
        }
        return String.join(texts.get("recalls.semicolon"), parts);
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

    /** A line of the timeline. */
    static String step(Recall.Step step, Names names, Texts texts) {
        String who = step.enterprise() == null ? texts.get("recalls.platform") : names.of(step.enterprise(), texts);
        String what = texts.get("recalls.done." + step.action());
        return who + " " + what
                + (step.quantity() == null
                        ? ""
                        : " " + step.quantity().stripTrailingZeros().toPlainString());
    }

    static Tone tone(AffectedSet.State state) {
        return switch (state) {
            case IN_PLANT -> Tone.UNKNOWN;
            case IN_STOCK -> Tone.UNKNOWN;
            case SHIPPED -> Tone.WATCH;
            case SOLD -> Tone.BAD;
            case USED_UP, DESTROYED -> Tone.GOOD;
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
