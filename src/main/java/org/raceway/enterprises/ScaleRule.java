package org.raceway.enterprises;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.Texts;

/**
 * A trade's line of the classification of enterprises by size, 《中小企业划型标准规定》(工信部联企业〔2011〕300号) clause 4, with the upper
 * bound of the large ones as the National Bureau of Statistics applies it (《统计上大中小微型企业划分办法(2017)》): who reaches all of a
 * class's lower bounds is in it, else one class down.
 *
 * @param key of its name
 * @param employees the least of large, medium and small
 * @param revenueTenThousandYuan likewise, in 万元; empty where the rule asks for employees alone
 */
record ScaleRule(String key, List<Integer> employees, List<Integer> revenueTenThousandYuan) {
    private static final List<EnterpriseScale> CLASSES =
            List.of(EnterpriseScale.LARGE, EnterpriseScale.MEDIUM, EnterpriseScale.SMALL);

    private static final ScaleRule INDUSTRY =
            new ScaleRule("industry", List.of(1_000, 300, 20), List.of(40_000, 2_000, 300));
    private static final ScaleRule WHOLESALE =
            new ScaleRule("wholesale", List.of(200, 20, 5), List.of(40_000, 5_000, 1_000));
    private static final ScaleRule RETAIL = new ScaleRule("retail", List.of(300, 50, 10), List.of(20_000, 500, 100));
    private static final ScaleRule TRANSPORT =
            new ScaleRule("transport", List.of(1_000, 300, 20), List.of(30_000, 3_000, 200));
    private static final ScaleRule STORAGE =
            new ScaleRule("storage", List.of(200, 100, 20), List.of(30_000, 1_000, 100));
    private static final ScaleRule POST = new ScaleRule("post", List.of(1_000, 300, 20), List.of(30_000, 2_000, 100));
    private static final ScaleRule GUESTS = new ScaleRule("guests", List.of(300, 100, 10), List.of(10_000, 2_000, 100));
    private static final ScaleRule INFORMATION =
            new ScaleRule("information", List.of(2_000, 100, 10), List.of(100_000, 1_000, 100));
    private static final ScaleRule SOFTWARE =
            new ScaleRule("software", List.of(300, 100, 10), List.of(10_000, 1_000, 50));
    private static final ScaleRule OTHER = new ScaleRule("other", List.of(300, 100, 10), List.of());

    /** The rule for an industry; empty where it needs figures that are not asked for (total assets), or there is none. */
    static Optional<ScaleRule> of(Industry industry) {
        int division = Integer.parseInt(industry.code().substring(0, 2));
        return switch (industry.section()) {
            case 'B', 'C', 'D' -> Optional.of(INDUSTRY);
            case 'F' -> Optional.of(division == 51 ? WHOLESALE : RETAIL);
            case 'G' -> Optional.of(division == 59 ? STORAGE : division == 60 ? POST : TRANSPORT);
            case 'H' -> Optional.of(GUESTS);
            case 'I' -> Optional.of(division == 65 ? SOFTWARE : INFORMATION);
            case 'M', 'N', 'O', 'R' -> Optional.of(OTHER);
            default -> Optional.empty();
        };
    }

    /** The class of an enterprise with so many employees and so much revenue a year, in 万元. */
    EnterpriseScale classify(int count, BigDecimal revenue) {
        for (int place = 0; place < employees.size(); place++) {
            if (count >= employees.get(place)
                    && (revenueTenThousandYuan.isEmpty()
                            || revenue.compareTo(BigDecimal.valueOf(revenueTenThousandYuan.get(place))) >= 0)) {
                return CLASSES.get(place);
            }
        }
        return EnterpriseScale.MICRO;
    }

    /** The class, where everything that it takes is known. */
    static @Nullable EnterpriseScale classify(
            @Nullable Industry industry, @Nullable Integer employees, @Nullable BigDecimal revenue) {
        return industry == null || employees == null || revenue == null
                ? null
                : of(industry).map(rule -> rule.classify(employees, revenue)).orElse(null);
    }

    /** The rule in words. */
    String words(Texts texts) {
        String trade = texts.get("enterprises.scaleRule." + key);
        return revenueTenThousandYuan.isEmpty()
                ? texts.get(
                        "enterprises.scaleRuleEmployees", trade, employees.get(0), employees.get(1), employees.get(2))
                : texts.get(
                        "enterprises.scaleRuleBoth",
                        trade,
                        employees.get(0),
                        revenueTenThousandYuan.get(0),
                        employees.get(1),
                        revenueTenThousandYuan.get(1),
                        employees.get(2),
                        revenueTenThousandYuan.get(2));
    }
}
