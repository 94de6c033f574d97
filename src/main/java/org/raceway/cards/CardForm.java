package org.raceway.cards;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The form of a new lot as it was sent.
 *
 * @param product an existing one's id; empty for a new one
 */
public record CardForm(
        @Nullable String product,
        @Nullable String name,
        @Nullable String gtin,
        @Nullable Unit unit,
        @Nullable List<Step> route,
        @Nullable String quantity,
        @Nullable String lot,
        @Nullable List<String> inputCode,
        @Nullable List<String> inputQuantity,
        @Nullable List<Unit> inputUnit) {
    /** Lines for what goes in. */
    static final int INPUTS = 4;

    /** What goes in, one line. */
    public record Line(String code, String quantity, Unit unit) {}

    StoredCards.CardOrder order() {
        UUID chosen = null;
        try {
            chosen = product == null || product.isEmpty() ? null : UUID.fromString(product);
        } catch (IllegalArgumentException e) {
            // Not one of the list: there is no such product.
            chosen = new UUID(0, 0);
        }
        return new StoredCards.CardOrder(
                chosen,
                chosen == null ? new StoredCards.ProductOrder(name(), gtin(), unit()) : null,
                lot(),
                route(),
                quantity(),
                lines().stream()
                        .filter(line ->
                                !line.code().isBlank() || !line.quantity().isBlank())
                        .map(line -> new StoredCards.InputOrder(line.code(), line.quantity(), line.unit()))
                        .toList());
    }

    /** All lines, empty ones too. */
    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < INPUTS; i++) {
            lines.add(new Line(at(inputCode, i, ""), at(inputQuantity, i, ""), at(inputUnit, i, Unit.KILOGRAMS)));
        }
        return lines;
    }

    private static <T> T at(@Nullable List<T> list, int index, T otherwise) {
        return list == null || index >= list.size() ? otherwise : list.get(index);
    }

    @Override
    public String product() {
        return Objects.requireNonNullElse(product, "");
    }

    @Override
    public String name() {
        return Objects.requireNonNullElse(name, "");
    }

    @Override
    public String gtin() {
        return Objects.requireNonNullElse(gtin, "");
    }

    @Override
    public Unit unit() {
        return unit == null ? Unit.PIECES : unit;
    }

    @Override
    public List<Step> route() {
        return route == null ? List.of() : route;
    }

    @Override
    public String quantity() {
        return Objects.requireNonNullElse(quantity, "");
    }

    @Override
    public String lot() {
        return Objects.requireNonNullElse(lot, "");
    }
}
