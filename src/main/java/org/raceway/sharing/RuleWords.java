package org.raceway.sharing;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.raceway.enterprises.Enterprises;
import org.raceway.platform.Texts;
import org.raceway.traceability.SharedField;

/** A rule as one sentence that a plant owner understands. */
final class RuleWords {
    private final Enterprises enterprises;
    private final Map<UUID, String> known = new HashMap<>();

    RuleWords(Enterprises enterprises) {
        this.enterprises = enterprises;
    }

    String sentence(SharingRule rule, Texts texts) {
        return texts.get(
                "sharing.sentence." + rule.effect().name(),
                rule.partner() == null ? texts.get("sharing.everybody") : name(rule.partner(), texts),
                rule.product() == null ? texts.get("sharing.everyProduct") : rule.product(),
                rule.step() == null ? texts.get("sharing.everyStep") : step(rule.step(), texts),
                fields(rule.fields(), texts),
                period(rule, texts));
    }

    private static String period(SharingRule rule, Texts texts) {
        if (rule.firstDay() != null && rule.lastDay() != null) {
            return texts.get(
                    "sharing.between",
                    rule.firstDay().toString(),
                    rule.lastDay().toString());
        }
        if (rule.firstDay() != null) {
            return texts.get("sharing.from", rule.firstDay().toString());
        }
        return rule.lastDay() == null
                ? ""
                : texts.get("sharing.until", rule.lastDay().toString());
    }

    static String fields(Collection<SharedField> fields, Texts texts) {
        return fields.stream()
                .map(field -> texts.get("sharing.field." + field.name()))
                .collect(Collectors.joining(texts.get("sharing.comma")));
    }

    static String step(@Nullable String step, Texts texts) {
        String key = "genealogy.step." + step;
        return step == null ? "" : texts.has(key) ? texts.get(key) : step;
    }

    String name(UUID id, Texts texts) {
        return known.computeIfAbsent(
                id,
                wanted -> enterprises
                        .byId(wanted)
                        .map(found -> texts.english() ? found.englishName() : found.name())
                        .orElseGet(wanted::toString));
    }
}
