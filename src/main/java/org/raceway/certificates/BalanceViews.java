package org.raceway.certificates;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.enterprises.Enterprises;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.platform.Tone;
import org.springframework.stereotype.Component;

/** Says a mass balance in words. */
@Component
class BalanceViews {
    private final Enterprises enterprises;

    BalanceViews(Enterprises enterprises) {
        this.enterprises = enterprises;
    }

    BalanceView view(MassBalances.Shown shown, Texts texts) {
        HeatBalance balance = shown.balance();
        Words words = new Words(texts, shown.visible(), names(balance, texts));
        BigDecimal available = balance.available();
        return new BalanceView(
                balance.heat(),
                balance.heatNumber(),
                balance.mill() == null ? null : words.by(balance.heat(), balance.mill()),
                switch (balance.verdict()) {
                    case BALANCES -> Tone.GOOD;
                    case SURPLUS -> Tone.BAD;
                    case UNKNOWN -> Tone.UNKNOWN;
                },
                texts.get("certificates.balance.verdict." + balance.verdict()),
                sentences(balance, texts),
                words.optional(balance.melted()),
                words.optional(balance.certified()),
                words.optional(available),
                words.mass(balance.taken()),
                available == null ? "" : words.mass(available.subtract(balance.taken())),
                balance.uses().stream()
                        .map(use -> new BalanceView.Line(
                                words.time(use.at()),
                                words.step(use.step()),
                                words.by(use.node(), use.by()),
                                Objects.requireNonNullElse(
                                        words.optional(use.kilograms()), texts.get("certificates.balance.unstated")),
                                words.mass(use.running()),
                                use.over()))
                        .toList(),
                balance.steps().stream()
                        .map(step -> new BalanceView.StepLine(
                                words.time(step.at()),
                                words.step(step.step()),
                                words.by(step.node(), step.by()),
                                words.mass(step.in()),
                                words.mass(step.out()),
                                step.lossPercent().toPlainString()))
                        .toList(),
                balance.findings().stream()
                        .map(finding -> new BalanceView.FindingLine(
                                texts.get("certificates.balance.finding." + finding.kind(), words.label(finding)),
                                words.mass(finding.claimed()),
                                words.mass(finding.available()),
                                words.mass(finding.surplus())))
                        .toList(),
                shown.certificates().stream()
                        .map(certificate -> new BalanceView.CertificateLine(
                                certificate.id().toString(),
                                certificate.number(),
                                words.mass(certificate.massKilograms()),
                                certificate.issuer(),
                                certificate.issuedOn().toString()))
                        .toList(),
                balance.truncated());
    }

    private static List<String> sentences(HeatBalance balance, Texts texts) {
        List<String> sentences = new ArrayList<>();
        BigDecimal available = balance.available();
        if (available == null) {
            sentences.add(texts.get("certificates.balance.says.noBasis"));
        } else {
            String basis = texts.get(
                    balance.melted() != null
                            ? "certificates.balance.says.melted"
                            : "certificates.balance.says.certified",
                    Figures.kilograms(available, texts));
            BigDecimal over = balance.taken().subtract(available);
            BigDecimal percent = available.signum() == 0
                    ? BigDecimal.ZERO
                    : over.multiply(BigDecimal.valueOf(100)).divide(available, 1, RoundingMode.HALF_UP);
            if (balance.findings().stream()
                    .anyMatch(finding -> finding.kind() == HeatBalance.FindingKind.HEAT_OVERDRAWN)) {
                sentences.add(texts.get(
                        "certificates.balance.says.over",
                        basis,
                        balance.uses().size(),
                        Figures.kilograms(balance.taken(), texts),
                        Figures.kilograms(over, texts),
                        percent.toPlainString(),
                        balance.tolerancePercent().toPlainString()));
            } else {
                sentences.add(texts.get(
                        over.signum() > 0 ? "certificates.balance.says.within" : "certificates.balance.says.under",
                        basis,
                        balance.uses().size(),
                        Figures.kilograms(balance.taken(), texts),
                        Figures.kilograms(over.abs(), texts),
                        balance.tolerancePercent().toPlainString()));
            }
        }
        if (balance.unstated() > 0) {
            sentences.add(texts.get("certificates.balance.says.unstated", balance.unstated()));
        }
        return sentences;
    }

    private Map<UUID, String> names(HeatBalance balance, Texts texts) {
        Set<UUID> ids = new TreeSet<>();
        if (balance.mill() != null) {
            ids.add(balance.mill());
        }
        balance.uses().stream()
                .map(HeatBalance.Use::by)
                .filter(Objects::nonNull)
                .forEach(ids::add);
        balance.steps().stream()
                .map(HeatBalance.Step::by)
                .filter(Objects::nonNull)
                .forEach(ids::add);
        Map<UUID, String> names = new HashMap<>();
        enterprises
                .byIds(ids)
                .forEach(enterprise ->
                        names.put(enterprise.id(), texts.english() ? enterprise.englishName() : enterprise.name()));
        return names;
    }

    private record Words(Texts texts, Set<String> visible, Map<UUID, String> names) {

        String mass(BigDecimal kilograms) {
            return Figures.kilograms(kilograms, texts);
        }

        @Nullable
        String optional(@Nullable BigDecimal kilograms) {
            return kilograms == null ? null : mass(kilograms);
        }

        String time(@Nullable Instant at) {
            return at == null ? "" : Times.minute(at);
        }

        String by(String node, @Nullable UUID enterprise) {
            return visible.contains(node) && enterprise != null
                    ? names.getOrDefault(enterprise, "")
                    : texts.get("certificates.balance.notShown");
        }

        /** The trade's word for a step comes before the standard's. */
        String step(@Nullable String step) {
            for (String key : List.of("genealogy.step." + step, "events.step." + step)) {
                if (texts.has(key)) {
                    return texts.get(key);
                }
            }
            return step == null ? "" : step;
        }

        String label(HeatBalance.Finding finding) {
            return switch (finding.kind()) {
                case STEP_GAINS -> step(finding.label());
                case HEAT_OVERDRAWN, CERTIFIED_ABOVE_MELTED -> finding.label();
                case LOT_OVERDRAWN ->
                    visible.contains(finding.node()) ? finding.label() : texts.get("certificates.balance.notShown");
            };
        }
    }
}
