package org.raceway.audit;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Names for the ids in the trail. The trail itself holds no names, so that they can change and be erased; the rooms that know them
 * implement this as a bean.
 */
public interface TrailNames {

    /** Whose names. */
    enum Kind {
        ACCOUNT,
        ENTERPRISE
    }

    /** Whose names these are. */
    Kind kind();

    /** The names of those that are known. */
    Map<UUID, String> names(Collection<UUID> ids, boolean english);

    /** Those that somebody means by this text: a login, a name, a code. */
    Set<UUID> find(String text, int most);
}
