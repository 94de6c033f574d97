package org.raceway.cards;

import java.util.List;

/** The form of a new lot. */
public record NewCardView(
        List<CardProduct> products,
        String product,
        String name,
        String gtin,
        Unit unit,
        List<Step> route,
        String quantity,
        String lot,
        List<CardForm.Line> lines,
        String prefix,
        String errorField,
        String error) {
    /** All units. */
    public List<Unit> units() {
        return List.of(Unit.values());
    }

    /** All steps. */
    public List<Step> steps() {
        return List.of(Step.values());
    }
}
