package org.raceway.enterprises;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.raceway.platform.Fact;
import org.raceway.platform.Filter;
import org.raceway.platform.Texts;
import org.raceway.platform.Tone;

/**
 * An application as a page shows it.
 *
 * @param state where it stands, in words
 * @param explanation what that means for the reader
 * @param version that an action of the reader refers to
 * @param facts all that the form says
 * @param changes what differs from before; empty where there is no before
 * @param actions names of what the reader may do now
 * @param masked whether people's names and numbers are masked
 * @param reviewers to whom it can be handed
 */
public record ApplicationView(
        UUID id,
        String title,
        String state,
        Tone tone,
        String explanation,
        int version,
        List<Fact> facts,
        List<Change> changes,
        List<Happening> timeline,
        Set<String> actions,
        boolean change,
        boolean masked,
        List<Filter.Choice> reviewers) {
    public ApplicationView {
        facts = List.copyOf(facts);
        changes = List.copyOf(changes);
        timeline = List.copyOf(timeline);
        actions = Set.copyOf(actions);
        reviewers = List.copyOf(reviewers);
    }

    /** Whether the reader may do this now. */
    public boolean allows(String action) {
        return actions.contains(action);
    }

    /** What is wrong with a field, with the field's name before it where the words don't say it. */
    public static String named(String field, String words, Texts texts) {
        String name =
                field.replaceAll("^contacts\\[[0-9]+]\\.", "contact.").replaceAll("^licences\\[[0-9]+]\\.", "licence.");
        String key = switch (name) {
            case "kind" -> "enterprises.licenceKind";
            case "number", "licence.number" -> "enterprises.licenceNumber";
            case "issuer", "licence.issuer" -> "enterprises.licenceIssuer";
            case "expires", "licence.expires" -> "enterprises.licenceExpires";
            case "file", "licence.file" -> "enterprises.file";
            case "contact.name" -> "enterprises.contactName";
            case "contact.position" -> "enterprises.contactPosition";
            case "contact.phone" -> "enterprises.contactPhone";
            case "contact.email" -> "enterprises.contactEmail";
            case "amount" -> "enterprises.capabilityAmount";
            case "unit" -> "enterprises.capabilityUnit";
            case "reason" -> "enterprises.suspendReason";
            case "until" -> "enterprises.suspendUntil";
            default -> "enterprises.form." + name;
        };
        String label = texts.has(key) ? texts.get(key) : "";
        return label.isEmpty() || words.contains(label) ? words : label + (texts.english() ? ": " : "：") + words;
    }

    /** A fact that was said differently before. */
    public record Change(String label, String before, String after) {}

    /** A line of a timeline. */
    public record Happening(String time, String who, String what, String why, Tone tone) {}

    /** One's own application in a list. */
    public record Line(UUID id, String title, String state, Tone tone, String time) {}

    /** A licence of a draft. */
    public record LicenceLine(int place, String words, String file, String fileName) {}
}
