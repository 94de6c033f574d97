package org.raceway.certificates;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Tables;
import org.raceway.platform.Texts;
import org.raceway.traceability.Heats;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The pages of mass balances. */
@Controller
@Requires(Permission.BALANCES_READ)
class BalancesController {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final MassBalances balances;
    private final BalanceRuns runs;
    private final BalanceViews views;
    private final Heats heats;
    private final Tables tables;
    private final BalanceTable table;
    private final Clock clock;

    BalancesController(
            MassBalances balances,
            BalanceRuns runs,
            BalanceViews views,
            Heats heats,
            Tables tables,
            BalanceTable table,
            Clock clock) {
        this.balances = balances;
        this.runs = runs;
        this.views = views;
        this.heats = heats;
        this.tables = tables;
        this.table = table;
        this.clock = clock;
    }

    @GetMapping("/balances")
    @Nullable
    ModelAndView all(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        ModelAndView page = tables.show("certificate/balances", BalanceTable.DEFINITION, table, request, response);
        if (page != null) {
            List<BalanceRun> latest = runs.latest();
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZONE);
            page.addObject("run", latest.isEmpty() ? null : latest.getFirst());
            page.addObject("mayRun", caller.may(Permission.BALANCES_RUN));
            page.addObject("first", today.minusYears(1).toString());
            page.addObject("last", today.toString());
        }
        return page;
    }

    @GetMapping("/balances/heat")
    ModelAndView heat(@RequestParam String id, Caller caller, Locale locale) {
        return new ModelAndView(
                "certificate/balance",
                Map.of(
                        "balance",
                        views.view(balances.of(identify(heats, id, caller, clock), caller), Texts.of(locale))));
    }

    @PostMapping("/balances/runs")
    @Requires(Permission.BALANCES_RUN)
    String start(
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate first,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate last,
            Caller caller) {
        runs.start(first, last, caller);
        return "redirect:/balances";
    }

    @PostMapping("/balances/runs/{id}/stop")
    @Requires(Permission.BALANCES_RUN)
    String stop(@PathVariable UUID id) {
        runs.stop(id);
        return "redirect:/balances";
    }

    /** The progress alone, for the page that polls it. */
    @GetMapping("/balances/runs/{id}/progress")
    ModelAndView progress(@PathVariable UUID id, Caller caller) {
        return new ModelAndView(
                "certificate/runProgress", Map.of("run", runs.get(id), "mayRun", caller.may(Permission.BALANCES_RUN)));
    }

    /** The heat that somebody means, as an identifier or by its number. */
    static String identify(Heats heats, String typed, Caller caller, Clock clock) {
        return heats.identify(typed, caller.enterprise(), clock.instant())
                .orElseThrow(() -> new ProblemException(CertificateProblem.NO_SUCH_HEAT));
    }
}
