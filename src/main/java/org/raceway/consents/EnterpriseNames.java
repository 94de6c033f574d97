package org.raceway.consents;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.Enterprises;
import org.raceway.platform.Texts;

/** What enterprises are called, looked up once for a page. */
final class EnterpriseNames {
    private final Enterprises enterprises;
    private final Map<UUID, Enterprise> known = new HashMap<>();

    EnterpriseNames(Enterprises enterprises) {
        this.enterprises = enterprises;
    }

    /** Looks all of them up at once. */
    void fetch(Collection<UUID> ids) {
        enterprises.byIds(ids).forEach(enterprise -> known.put(enterprise.id(), enterprise));
    }

    String of(@Nullable UUID id, Texts texts) {
        if (id == null) {
            return texts.get("consents.platform");
        }
        Enterprise enterprise = known.get(id);
        if (enterprise == null) {
            enterprise = enterprises.byId(id).orElse(null);
            if (enterprise == null) {
                return id.toString();
            }
            known.put(id, enterprise);
        }
        return texts.english() ? enterprise.englishName() : enterprise.name();
    }
}
