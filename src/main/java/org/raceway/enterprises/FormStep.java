package org.raceway.enterprises;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The steps of the registration form. */
enum FormStep {
    IDENTITY,
    BUSINESS,
    PLACE,
    LICENCES,
    CONFIRM;

    private static final List<FormStep> ALL = List.of(values());

    /** The text keys of all, for the step bar. */
    static final List<String> TEXT_KEYS = Arrays.stream(values())
            .map(step -> "enterprises.step." + step.name())
            .toList();

    /** As it stands in an address. */
    String path() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<FormStep> at(String path) {
        return Arrays.stream(values()).filter(step -> step.path().equals(path)).findFirst();
    }

    /** Its place in the step bar, from 0. */
    int place() {
        return ALL.indexOf(this);
    }

    /** The next one; the last stays. */
    FormStep next() {
        return ALL.get(Math.min(place() + 1, ALL.size() - 1));
    }
}
