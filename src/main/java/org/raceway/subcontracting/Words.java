package org.raceway.subcontracting;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.Enterprises;
import org.raceway.platform.Cell;
import org.raceway.platform.Texts;

/** What enterprises, steps and amounts are called, looked up once for a page. */
final class Words {
    private static final int DECIMALS = 3;

    private final Enterprises enterprises;
    private final Map<UUID, String> known = new HashMap<>();
    private final Texts texts;

    Words(Enterprises enterprises, Texts texts) {
        this.enterprises = enterprises;
        this.texts = texts;
    }

    String name(UUID id) {
        return known.computeIfAbsent(
                id, wanted -> enterprises.byId(wanted).map(this::name).orElseGet(wanted::toString));
    }

    private String name(Enterprise enterprise) {
        return texts.english() ? enterprise.englishName() : enterprise.name();
    }

    static String step(@Nullable String step, Texts texts) {
        if (step == null) {
            return "";
        }
        String key = "genealogy.step." + step;
        return texts.has(key) ? texts.get(key) : step;
    }

    static String unit(@Nullable String unit, Texts texts) {
        return unit == null ? texts.get("subcontracting.pieces") : unit.equals("KGM") ? "kg" : unit;
    }

    /** An amount; nothing where there is none, so that what there is stands out. */
    static Cell amount(BigDecimal quantity, Texts texts) {
        if (quantity.signum() == 0) {
            return new Cell("", BigDecimal.ZERO, null, null);
        }
        return new Cell(number(quantity, texts), quantity, null, null);
    }

    static String number(BigDecimal quantity, Texts texts) {
        NumberFormat format = NumberFormat.getNumberInstance(texts.locale());
        format.setMaximumFractionDigits(DECIMALS);
        return format.format(quantity);
    }

    /** The lot's or serial number at an identifier's end. */
    static String label(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }
}
