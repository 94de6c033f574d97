package org.raceway.recalls;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.Texts;

/** Sums of goods, each unit by itself: pieces and kilograms don't add up. */
public final class Amounts {
    private final Map<String, BigDecimal> sums = new TreeMap<>();

    /** Adds what is known; an unknown quantity adds nothing. */
    void add(@Nullable BigDecimal quantity, @Nullable String unit) {
        if (quantity != null && quantity.signum() != 0) {
            sums.merge(Objects.requireNonNullElse(unit, ""), quantity, BigDecimal::add);
        }
    }

    /** Pieces are under the empty unit. */
    public Map<String, BigDecimal> sums() {
        return Map.copyOf(sums);
    }

    /** As a person reads it: {@code 1,200 件，350 kg}. */
    public String text(Texts texts) {
        if (sums.isEmpty()) {
            return "0";
        }
        StringBuilder text = new StringBuilder();
        sums.forEach((unit, sum) ->
                text.append(text.isEmpty() ? "" : texts.get("recalls.comma")).append(text(sum, unit, texts)));
        return text.toString();
    }

    static String text(@Nullable BigDecimal quantity, @Nullable String unit, Texts texts) {
        if (quantity == null) {
            return texts.get("recalls.unknownQuantity");
        }
        NumberFormat format = NumberFormat.getNumberInstance(texts.locale());
        format.setMaximumFractionDigits(3);
        String figure = format.format(quantity);
        String key = unit == null || unit.isEmpty() ? "recalls.unit.pieces" : "recalls.unit." + unit;
        return figure + " " + (texts.has(key) ? texts.get(key) : Objects.requireNonNullElse(unit, ""));
    }
}
