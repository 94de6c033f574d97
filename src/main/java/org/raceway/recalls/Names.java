package org.raceway.recalls;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.Enterprises;
import org.raceway.platform.Texts;

/** What enterprises and places are called, looked up once for a page. */
final class Names {
    private static final String PLACE = "https://id.gs1.org/414/";
    private static final int GLN = 13;

    private final Enterprises enterprises;
    private final Map<UUID, Optional<Enterprise>> known = new HashMap<>();
    private final Map<String, Optional<Enterprise>> places = new HashMap<>();

    Names(Enterprises enterprises) {
        this.enterprises = enterprises;
    }

    String of(@Nullable UUID id, Texts texts) {
        if (id == null) {
            return texts.get("recalls.others");
        }
        return known.computeIfAbsent(id, enterprises::byId)
                .map(enterprise -> texts.english() ? enterprise.englishName() : enterprise.name())
                .orElseGet(() -> texts.get("recalls.unknownEnterprise"));
    }

    /** An enterprise's own place by its name, any other by its number. */
    String place(@Nullable String place, Texts texts) {
        if (place == null) {
            return "";
        }
        if (!place.startsWith(PLACE) || place.length() < PLACE.length() + GLN) {
            return place;
        }
        String gln = place.substring(PLACE.length(), PLACE.length() + GLN);
        return places.computeIfAbsent(gln, enterprises::byGln)
                .map(enterprise -> texts.english() ? enterprise.englishName() : enterprise.name())
                .orElse("GLN " + gln);
    }
}
