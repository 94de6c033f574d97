package org.raceway.sharing;

import java.util.List;

/** The form of a rule, as it was filled in. */
public record SharingForm(
        String effect,
        String partner,
        String product,
        String step,
        String firstDay,
        String lastDay,
        List<String> fields) {
    /** Nothing yet: opening, which is what most rules do. */
    static final SharingForm EMPTY = new SharingForm("OPEN", "", "", "", "", "", List.of());

    public SharingForm {
        fields = List.copyOf(fields);
    }

    /** A node of one's own, and what is seen of it. */
    public record Seen(String label, String kind, String step, List<String> near, List<String> beyond) {
        public Seen {
            near = List.copyOf(near);
            beyond = List.copyOf(beyond);
        }
    }
}
