package org.raceway.sharing;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.Enterprises;
import org.raceway.platform.Cell;
import org.raceway.platform.Column;
import org.raceway.platform.ProblemException;
import org.raceway.platform.SqlTable;
import org.raceway.platform.TableDefinition;
import org.raceway.platform.TableQuery;
import org.raceway.platform.Tables;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.traceability.Genealogy;
import org.raceway.traceability.GenealogyGraph;
import org.raceway.traceability.SharedField;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The rules in plain words, and what a partner sees under them. */
@Controller
@Requires(Permission.SHARING_READ)
class SharingController {
    private static final List<String> STEPS = List.of(
            "melting",
            "rolling",
            "forging",
            "turning",
            "quenching",
            "grinding",
            "ballMaking",
            "cageMaking",
            "sealMaking",
            "assembling",
            "reworking");

    private final SharingRules rules;
    private final Genealogy genealogy;
    private final Enterprises enterprises;
    private final JdbcClient database;
    private final Tables tables;

    SharingController(
            SharingRules rules, Genealogy genealogy, Enterprises enterprises, JdbcClient database, Tables tables) {
        this.rules = rules;
        this.genealogy = genealogy;
        this.enterprises = enterprises;
        this.database = database;
        this.tables = tables;
    }

    @GetMapping("/sharing")
    @Nullable
    ModelAndView list(
            @RequestParam(defaultValue = "") String remove,
            Caller caller,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        return list(SharingForm.EMPTY, "", "", remove, caller, request, response);
    }

    private @Nullable ModelAndView list(
            SharingForm form,
            String field,
            String error,
            String remove,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        ModelAndView view = tables.show(
                "sharing/rules",
                definition(new RuleWords(enterprises)),
                rows(caller.requireEnterprise()),
                request,
                response);
        if (view != null) {
            view.addObject("form", form);
            view.addObject("steps", STEPS);
            view.addObject("field", field);
            view.addObject("error", error);
            view.addObject("remove", remove);
        }
        return view;
    }

    private static TableDefinition<SharingRule> definition(RuleWords words) {
        return new TableDefinition<>(
                "sharing-rules",
                "/sharing",
                List.of(
                        new Column<>(
                                "effect",
                                "sharing.effect",
                                Column.Kind.WORD,
                                false,
                                true,
                                (row, texts) -> Cell.of(texts.get(
                                        "sharing.effect." + row.effect().name()))),
                        new Column<>(
                                "sentence",
                                "sharing.rule",
                                Column.Kind.LONG,
                                false,
                                true,
                                (row, texts) -> Cell.of(words.sentence(row, texts))),
                        new Column<>(
                                "remove",
                                "sharing.change",
                                Column.Kind.WORD,
                                false,
                                true,
                                (row, texts) -> Cell.link(
                                        texts.get("sharing.remove"), "/sharing?remove=" + row.id() + "#remove")),
                        new Column<>(
                                "setAt",
                                "sharing.setAt",
                                Column.Kind.TIME,
                                false,
                                true,
                                (row, texts) -> Cell.of(Times.minute(row.setAt())))),
                List.of(),
                "sharing.empty",
                null,
                null);
    }

    private SqlTable<SharingRule> rows(UUID owner) {
        return new SqlTable<>(database, "sharing_rule", SharingRules.COLUMNS) {
            @Override
            protected void filter(TableQuery query, Conditions conditions) {
                conditions.add("owner = ?", owner);
            }

            @Override
            protected String order(TableQuery query) {
                return "id desc";
            }

            @Override
            protected SharingRule read(ResultSet row, int index) throws SQLException {
                return SharingRules.rule(row, index);
            }
        };
    }

    @PostMapping("/sharing")
    @Requires(Permission.SHARING_EDIT)
    @Nullable
    ModelAndView set(
            @RequestParam(defaultValue = "") String effect,
            @RequestParam(defaultValue = "") String partner,
            @RequestParam(defaultValue = "") String product,
            @RequestParam(defaultValue = "") String step,
            @RequestParam(defaultValue = "") String firstDay,
            @RequestParam(defaultValue = "") String lastDay,
            @RequestParam(required = false) @Nullable List<String> fields,
            Caller caller,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        List<String> chosen = fields == null ? List.of() : fields;
        try {
            rules.set(
                    caller,
                    new SharingRules.Wanted(
                            SharingApi.effect(effect),
                            partner.isBlank() ? null : partner(partner),
                            product,
                            step,
                            day(firstDay, "firstDay"),
                            day(lastDay, "lastDay"),
                            fields(chosen)));
            return new ModelAndView("redirect:/sharing");
        } catch (ProblemException refused) {
            Texts texts = Texts.of(locale);
            return list(
                    new SharingForm(effect, partner, product, step, firstDay, lastDay, chosen),
                    field(refused),
                    words(refused, texts),
                    "",
                    caller,
                    request,
                    response);
        }
    }

    private static String field(ProblemException refused) {
        Object[] arguments = refused.arguments();
        return arguments.length == 1 && arguments[0] instanceof String name ? name : "partner";
    }

    private static String words(ProblemException refused, Texts texts) {
        String key = "sharing.wrong." + field(refused);
        return refused.problem() == SharingProblem.INVALID && texts.has(key) ? texts.get(key) : refused.text(texts);
    }

    @PostMapping("/sharing/rules/{id}/remove")
    @Requires(Permission.SHARING_EDIT)
    String remove(@PathVariable UUID id, Caller caller) {
        rules.remove(caller, id);
        return "redirect:/sharing";
    }

    @GetMapping("/sharing/preview")
    ModelAndView preview(
            @RequestParam(defaultValue = "") String partner,
            @RequestParam(defaultValue = "") String id,
            Caller caller,
            Locale locale) {
        Texts texts = Texts.of(locale);
        UUID own = caller.requireEnterprise();
        List<SharingForm.Seen> seen = new ArrayList<>();
        String error = "";
        String field = "partner";
        if (!partner.isBlank() || !id.isBlank()) {
            try {
                UUID reader = partner(partner);
                String identified = Genealogy.identify(id.strip())
                        .orElseThrow(() -> new ProblemException(SharingProblem.INVALID, "id"));
                for (Genealogy.Preview preview : genealogy.preview(identified, own, reader)) {
                    seen.add(new SharingForm.Seen(
                            preview.node().kind() == GenealogyGraph.Kind.STEP
                                    ? RuleWords.step(preview.node().step(), texts)
                                    : preview.node().label(),
                            texts.get("genealogy.kind." + preview.node().kind().name()),
                            RuleWords.step(preview.node().step(), texts),
                            told(preview.near(), preview.node(), texts),
                            told(preview.beyond(), preview.node(), texts)));
                }
            } catch (ProblemException refused) {
                field = field(refused);
                error = words(refused, texts);
            }
        }
        ModelAndView view = new ModelAndView("sharing/preview");
        view.addObject("partner", partner);
        view.addObject("id", id);
        view.addObject("asked", error.isEmpty() && !id.isBlank());
        view.addObject("seen", seen);
        view.addObject("field", field);
        view.addObject("error", error);
        return view;
    }

    /** The fields, and the facts as they will stand there. */
    private static List<String> told(Set<SharedField> fields, GenealogyGraph.Node node, Texts texts) {
        List<String> told = new ArrayList<>();
        told.add(
                fields.isEmpty()
                        ? texts.get("sharing.onlyKind")
                        : fields.size() == SharedField.values().length
                                ? texts.get("sharing.everything")
                                : RuleWords.fields(fields, texts));
        node.facts().forEach((fact, value) -> {
            if (fields.contains(SharedField.ofFact(fact))) {
                String key = "genealogy.fact." + fact;
                told.add((texts.has(key) ? texts.get(key) : fact) + "  " + value);
            }
        });
        return told;
    }

    /** By USCC, by whole name, or by a part of a name that only one has. */
    private UUID partner(String typed) {
        String wanted = typed.strip();
        List<Enterprise> all = enterprises.all();
        List<Enterprise> found = all.stream()
                .filter(enterprise -> enterprise.uscc().equalsIgnoreCase(wanted)
                        || enterprise.name().equals(wanted)
                        || enterprise.englishName().equalsIgnoreCase(wanted))
                .toList();
        if (found.isEmpty() && !wanted.isEmpty()) {
            String part = wanted.toLowerCase(Locale.ROOT);
            found = all.stream()
                    .filter(enterprise -> enterprise.name().contains(wanted)
                            || enterprise.englishName().toLowerCase(Locale.ROOT).contains(part))
                    .toList();
        }
        if (found.size() != 1) {
            throw new ProblemException(SharingProblem.INVALID, "partner");
        }
        return found.getFirst().id();
    }

    private static Set<SharedField> fields(List<String> chosen) {
        EnumSet<SharedField> fields = EnumSet.noneOf(SharedField.class);
        Arrays.stream(SharedField.values())
                .filter(field -> chosen.contains(field.name()))
                .forEach(fields::add);
        return fields;
    }

    private static @Nullable LocalDate day(String text, String field) {
        try {
            return text.isBlank() ? null : LocalDate.parse(text.strip());
        } catch (DateTimeException e) {
            throw new ProblemException(e, SharingProblem.INVALID, field);
        }
    }
}
