package org.raceway.certificates;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.traceability.Heats;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Mass balances for machines. */
@RestController
@Requires(Permission.BALANCES_READ)
@RequestMapping("/api/v1/balances")
class BalancesApi {
    private final MassBalances balances;
    private final BalanceRuns runs;
    private final Heats heats;
    private final Clock clock;

    BalancesApi(MassBalances balances, BalanceRuns runs, Heats heats, Clock clock) {
        this.balances = balances;
        this.runs = runs;
        this.heats = heats;
        this.clock = clock;
    }

    /** A balance with its verdict. */
    record Answer(HeatBalance.Verdict verdict, HeatBalance balance) {}

    /**
     * The mass balance of a heat. Who took steel, beyond the caller's neighbours in the chain, is left out.
     *
     * @param heat identifier in any form, or the number of a heat that the caller's enterprise melted
     */
    @GetMapping
    Answer of(@RequestParam String heat, Caller caller) {
        MassBalances.Shown shown = balances.of(BalancesController.identify(heats, heat, caller, clock), caller);
        return new Answer(shown.balance().verdict(), redacted(shown.balance(), shown.visible()));
    }

    /** Has all heats of a span of days balanced, in the background: one's own, or for the operator everybody's. */
    @PostMapping("/runs")
    @Requires(Permission.BALANCES_RUN)
    @ResponseStatus(HttpStatus.ACCEPTED)
    BalanceRun start(
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate first,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate last,
            Caller caller) {
        return runs.start(first, last, caller);
    }

    /** The latest runs, the newest first. */
    @GetMapping("/runs")
    List<BalanceRun> latest() {
        return runs.latest();
    }

    /** How far a run is. */
    @GetMapping("/runs/{id}")
    BalanceRun run(@PathVariable UUID id) {
        return runs.get(id);
    }

    private static HeatBalance redacted(HeatBalance all, Set<String> visible) {
        return new HeatBalance(
                all.heat(),
                all.heatNumber(),
                known(all.heat(), all.mill(), visible),
                all.melted(),
                all.certified(),
                all.available(),
                all.uses().stream()
                        .map(use -> new HeatBalance.Use(
                                known(use.node(), use.node(), visible, ""),
                                known(use.node(), use.by(), visible),
                                use.step(),
                                use.at(),
                                use.kilograms(),
                                use.running(),
                                use.over()))
                        .toList(),
                all.taken(),
                all.steps().stream()
                        .map(step -> new HeatBalance.Step(
                                known(step.node(), step.node(), visible, ""),
                                known(step.node(), step.by(), visible),
                                step.step(),
                                step.at(),
                                step.in(),
                                step.out()))
                        .toList(),
                all.findings().stream()
                        .map(finding -> new HeatBalance.Finding(
                                finding.kind(),
                                known(finding.node(), finding.node(), visible, ""),
                                known(finding.node(), finding.label(), visible, ""),
                                finding.claimed(),
                                finding.available()))
                        .toList(),
                all.surplus(),
                all.tolerancePercent(),
                all.unstated(),
                all.truncated());
    }

    private static <T> @Nullable T known(String node, @Nullable T value, Set<String> visible) {
        return visible.contains(node) ? value : null;
    }

    private static String known(String node, String value, Set<String> visible, String other) {
        return Objects.requireNonNullElse(known(node, value, visible), other);
    }
}
