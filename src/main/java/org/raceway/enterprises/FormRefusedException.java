package org.raceway.enterprises;

import java.util.List;
import java.util.Map;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;

/** A form that can't be taken as it is; the answer names each field, what is wrong with it and what to do. */
final class FormRefusedException extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final transient List<FormError> errors;
    private final transient Texts texts;

    FormRefusedException(List<FormError> errors, Texts texts) {
        super(EnterpriseProblem.INVALID_FORM, errors.size());
        this.errors = List.copyOf(errors);
        this.texts = texts;
    }

    List<FormError> errors() {
        return errors;
    }

    @Override
    public Map<String, Object> members() {
        return Map.of("errors", FormCheck.rendered(errors, texts));
    }
}
