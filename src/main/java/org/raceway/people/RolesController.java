package org.raceway.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.DataScope;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.platform.Cell;
import org.raceway.platform.Column;
import org.raceway.platform.Filter;
import org.raceway.platform.HeldRows;
import org.raceway.platform.ProblemException;
import org.raceway.platform.TableDefinition;
import org.raceway.platform.Tables;
import org.raceway.platform.Texts;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The roles of one's own enterprise. */
@Controller
@Requires({Permission.PEOPLE_READ, Permission.ROLES_EDIT})
class RolesController {
    private static final String NEW = "new";

    private static final String BUILT_IN = "builtIn";
    private static final TableDefinition<PeopleView.RoleLine> TABLE = new TableDefinition<>(
            "roles",
            "/people/roles",
            List.of(
                    new Column<>(
                            "role",
                            "people.role",
                            Column.Kind.LONG,
                            true,
                            true,
                            (line, texts) -> Cell.link(line.name(), "/people/roles/" + line.code())),
                    new Column<>(
                            "kind",
                            "people.kind",
                            Column.Kind.TIME,
                            false,
                            true,
                            (line, texts) -> Cell.of(texts.get(line.builtIn() ? "people.builtIn" : "people.own"))),
                    new Column<>(
                            "reach",
                            "people.reach",
                            Column.Kind.TIME,
                            false,
                            true,
                            (line, texts) -> Cell.of(line.reach())),
                    new Column<>(
                            "permissions",
                            "people.permissions",
                            Column.Kind.NUMBER,
                            true,
                            true,
                            (line, texts) -> Cell.of(line.permissions(), texts)),
                    new Column<>(
                            "members",
                            "people.memberCount",
                            Column.Kind.NUMBER,
                            true,
                            true,
                            (line, texts) -> new Cell(
                                    String.valueOf(line.members()),
                                    line.members(),
                                    line.members() == 0 ? null : "/people?role=" + line.code(),
                                    null))),
            List.of(
                    new Filter("name", "people.role", Filter.Kind.TEXT, List.of()),
                    new Filter(
                            "kind",
                            "people.kind",
                            Filter.Kind.CHOICE,
                            List.of(
                                    new Filter.Choice(BUILT_IN, "people.builtIn"),
                                    new Filter.Choice("own", "people.own")))),
            "people.noRoles",
            null,
            null);

    private final OwnRoles roles;
    private final Tables tables;

    RolesController(OwnRoles roles, Tables tables) {
        this.roles = roles;
        this.tables = tables;
    }

    @GetMapping("/people/roles")
    @Nullable
    ModelAndView list(
            @RequestParam(required = false) @Nullable String done,
            Caller caller,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        Texts texts = Texts.of(locale);
        List<PeopleView.RoleLine> lines = roles.list(caller).stream()
                .map(listed -> new PeopleView.RoleLine(
                        listed.role().code(),
                        Member.title(listed.role(), texts),
                        listed.role().builtIn() != null,
                        listed.role().permissions().size(),
                        PeopleView.word(listed.role().scope(), texts),
                        listed.members()))
                .toList();
        ModelAndView page = tables.show(
                "people/roles",
                TABLE,
                new HeldRows<>(lines)
                        .sortedBy("role", Comparator.comparing(PeopleView.RoleLine::name))
                        .sortedBy("permissions", Comparator.comparingInt(PeopleView.RoleLine::permissions))
                        .sortedBy("members", Comparator.comparingLong(PeopleView.RoleLine::members))
                        .filteredBy("name", (line, part) -> line.name().contains(part))
                        .filteredBy("kind", (line, kind) -> line.builtIn() == kind.equals(BUILT_IN)),
                request,
                response);
        if (page != null) {
            page.addObject("done", Forms.done(done, texts));
        }
        return page;
    }

    @GetMapping("/people/roles/new")
    @Requires(Permission.ROLES_EDIT)
    String draft(Caller caller, Locale locale, Model model) {
        return form(NEW, new OwnRoles.Draft("", "", Set.of(), DataScope.OWN), caller, Texts.of(locale), null, model);
    }

    @GetMapping("/people/roles/{code}")
    String one(@PathVariable String code, Caller caller, Locale locale, Model model) {
        Texts texts = Texts.of(locale);
        RoleReader.Held role = roles.get(caller, code);
        if (role.builtIn() != null || !caller.may(Permission.ROLES_EDIT) || !Holdings.mayGive(caller, role)) {
            model.addAttribute("name", Member.title(role, texts));
            model.addAttribute("builtIn", role.builtIn() != null);
            model.addAttribute("reach", PeopleView.word(role.scope(), texts));
            model.addAttribute("groups", PeopleView.permissions(Set.of(), role.permissions(), texts));
            return "people/role";
        }
        return form(
                code,
                new OwnRoles.Draft(role.name(), role.englishName(), role.permissions(), role.scope()),
                caller,
                texts,
                null,
                model);
    }

    @PostMapping("/people/roles/{code}")
    @Requires(Permission.ROLES_EDIT)
    String save(
            @PathVariable String code,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String englishName,
            @RequestParam(required = false) @Nullable List<String> permission,
            @RequestParam(defaultValue = "OWN") String scope,
            Caller caller,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        OwnRoles.Draft draft = new OwnRoles.Draft(
                name, englishName, RoleReader.permissions(permission == null ? List.of() : permission), scope(scope));
        try {
            if (code.equals(NEW)) {
                roles.create(caller, draft);
            } else {
                roles.change(caller, id(code), draft);
            }
        } catch (ProblemException refused) {
            response.setStatus(refused.problem().status());
            return form(code, draft, caller, Texts.of(locale), refused, model);
        }
        return "redirect:/people/roles?done=saved";
    }

    @PostMapping("/people/roles/{code}/delete")
    @Requires(Permission.ROLES_EDIT)
    String delete(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable String replacement,
            Caller caller,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        try {
            roles.delete(caller, id(code), replacement);
        } catch (ProblemException refused) {
            response.setStatus(refused.problem().status());
            RoleReader.Held role = roles.get(caller, code);
            return form(
                    code,
                    new OwnRoles.Draft(role.name(), role.englishName(), role.permissions(), role.scope()),
                    caller,
                    Texts.of(locale),
                    refused,
                    model);
        }
        return "redirect:/people/roles?done=deleted";
    }

    private String form(
            String code,
            OwnRoles.Draft draft,
            Caller caller,
            Texts texts,
            @Nullable ProblemException refused,
            Model model) {
        Reaches own = Holdings.own(caller);
        model.addAttribute("code", code);
        model.addAttribute("name", draft.name());
        model.addAttribute("englishName", draft.englishName());
        model.addAttribute("groups", PeopleView.permissions(own, draft.permissions(), texts));
        model.addAttribute("scopes", PeopleView.scopes(own, draft.scope(), texts));
        boolean isNew = code.equals(NEW);
        model.addAttribute("isNew", isNew);
        model.addAttribute(
                "members",
                isNew
                        ? 0L
                        : roles.list(caller).stream()
                                .filter(listed -> listed.role().code().equals(code))
                                .mapToLong(OwnRoles.Listed::members)
                                .findFirst()
                                .orElse(0));
        model.addAttribute(
                "replacements",
                isNew
                        ? List.of()
                        : PeopleView.roles(
                                roles.givable(caller).stream()
                                        .filter(role -> !role.code().equals(code))
                                        .toList(),
                                List.of(),
                                texts));
        model.addAttribute("errorField", refused == null ? "" : Forms.field(refused, "permissions"));
        model.addAttribute("error", refused == null ? "" : refused.text(texts));
        return "people/roleForm";
    }

    static DataScope scope(String text) {
        try {
            return DataScope.valueOf(text);
        } catch (IllegalArgumentException e) {
            throw new BadField("scope");
        }
    }

    private static UUID id(String code) {
        UUID id = Forms.id(code, PeopleProblem.NO_SUCH_ROLE);
        if (id == null) {
            throw new ProblemException(PeopleProblem.NO_SUCH_ROLE);
        }
        return id;
    }
}
