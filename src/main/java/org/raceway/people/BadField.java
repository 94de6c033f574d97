package org.raceway.people;

import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;

/** A field of a form or a request can't be taken as it is. */
final class BadField extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final String field;

    /** The field's name; its label is the text {@code people.field.<name>}. */
    BadField(String field) {
        super(PeopleProblem.BAD_FIELD, (Texts.Worded) texts -> texts.get("people.field." + field));
        this.field = field;
    }

    String field() {
        return field;
    }
}
