package org.raceway.certificates;

import java.math.BigDecimal;
import java.text.NumberFormat;
import org.raceway.platform.Texts;

/** Masses as people read them. */
final class Figures {
    private static final int DECIMALS = 3;

    private Figures() {}

    static String kilograms(BigDecimal mass, Texts texts) {
        NumberFormat format = NumberFormat.getNumberInstance(texts.locale());
        format.setMaximumFractionDigits(DECIMALS);
        return format.format(mass);
    }
}
