package org.raceway.consents;

import java.util.List;
import java.util.Set;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.platform.Texts;

/**
 * A line of the published rule: who may ask for what, for which purpose.
 *
 * @param englishName as it stands within a sentence
 * @param explanation what for, and why no more than these fields
 * @param readers who may ask
 * @param fields what may be asked for, codes of {@link ConsentField}
 * @param longestDays how long a consent may run
 */
public record ConsentPurpose(
        String code,
        String name,
        String englishName,
        String explanation,
        String englishExplanation,
        Set<EnterpriseKind> readers,
        List<String> fields,
        int longestDays) {
    public ConsentPurpose {
        readers = Set.copyOf(readers);
        fields = List.copyOf(fields);
    }

    /** Its name as a title. */
    public String title(Texts texts) {
        return texts.english()
                ? englishName.substring(0, 1).toUpperCase(texts.locale()) + englishName.substring(1)
                : name;
    }

    /** Its name within a sentence. */
    public String word(Texts texts) {
        return texts.english() ? englishName : name;
    }

    /** What for, and why no more. */
    public String explanation(Texts texts) {
        return texts.english() ? englishExplanation : explanation;
    }
}
