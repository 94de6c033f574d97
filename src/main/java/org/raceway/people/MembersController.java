package org.raceway.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.audit.Masked;
import org.raceway.platform.Cell;
import org.raceway.platform.Fact;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Tables;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.platform.Tone;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The members of one's own enterprise: the list, one of them, and the changes. */
@Controller
@Requires({Permission.PEOPLE_READ, Permission.AUDITORS_APPOINT})
class MembersController {
    private final Members members;
    private final OwnRoles roles;
    private final Departments departments;
    private final Delegations delegations;
    private final JdbcClient database;
    private final Tables tables;
    private final Clock clock;

    MembersController(
            Members members,
            OwnRoles roles,
            Departments departments,
            Delegations delegations,
            JdbcClient database,
            Tables tables,
            Clock clock) {
        this.members = members;
        this.roles = roles;
        this.departments = departments;
        this.delegations = delegations;
        this.database = database;
        this.tables = tables;
        this.clock = clock;
    }

    @GetMapping("/people")
    @Nullable
    ModelAndView list(Caller caller, Locale locale, HttpServletRequest request, HttpServletResponse response) {
        return tables.show(
                "people/members",
                MemberTable.definition(caller, roles.list(caller), departments.tree(caller), Texts.of(locale)),
                new MemberTable(database, caller),
                request,
                response);
    }

    @GetMapping("/people/{id:[0-9a-f-]{36}}")
    String one(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String done,
            Caller caller,
            Locale locale,
            Model model) {
        return page(id, caller, Texts.of(locale), done, null, model);
    }

    @PostMapping("/people/{id:[0-9a-f-]{36}}")
    @Requires({Permission.PEOPLE_EDIT, Permission.AUDITORS_APPOINT})
    String change(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable List<String> role,
            @RequestParam(required = false, defaultValue = "") String department,
            Caller caller,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        return act(
                id,
                "changed",
                () -> members.change(
                        caller,
                        id,
                        role == null ? List.of() : role,
                        Forms.id(department, PeopleProblem.NO_SUCH_DEPARTMENT)),
                caller,
                locale,
                model,
                response);
    }

    @PostMapping("/people/{id:[0-9a-f-]{36}}/suspend")
    @Requires({Permission.PEOPLE_EDIT, Permission.AUDITORS_APPOINT})
    String suspend(@PathVariable UUID id, Caller caller, Locale locale, Model model, HttpServletResponse response) {
        return act(id, "suspended", () -> members.suspend(caller, id), caller, locale, model, response);
    }

    @PostMapping("/people/{id:[0-9a-f-]{36}}/resume")
    @Requires({Permission.PEOPLE_EDIT, Permission.AUDITORS_APPOINT})
    String resume(@PathVariable UUID id, Caller caller, Locale locale, Model model, HttpServletResponse response) {
        return act(id, "resumed", () -> members.resume(caller, id), caller, locale, model, response);
    }

    @PostMapping("/people/{id:[0-9a-f-]{36}}/end")
    @Requires({Permission.PEOPLE_EDIT, Permission.AUDITORS_APPOINT})
    String end(@PathVariable UUID id, Caller caller, Locale locale, Model model, HttpServletResponse response) {
        try {
            members.end(caller, id);
        } catch (ProblemException refused) {
            response.setStatus(refused.problem().status());
            return page(id, caller, Texts.of(locale), null, refused.text(Texts.of(locale)), model);
        }
        return "redirect:/people";
    }

    private String act(
            UUID id,
            String done,
            Runnable change,
            Caller caller,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        try {
            change.run();
        } catch (ProblemException refused) {
            response.setStatus(refused.problem().status());
            return page(id, caller, Texts.of(locale), null, refused.text(Texts.of(locale)), model);
        }
        return "redirect:/people/" + id + "?done=" + done;
    }

    private String page(
            UUID id, Caller caller, Texts texts, @Nullable String done, @Nullable String error, Model model) {
        Member member = members.find(caller, id).orElseThrow(() -> new ProblemException(PeopleProblem.NO_SUCH_MEMBER));
        boolean me = member.account().equals(caller.accountId());
        boolean editable = members.isChangeable(caller, member);
        List<RoleReader.Held> offered = new ArrayList<>(roles.givable(caller));
        member.roles().stream()
                .filter(role -> offered.stream().noneMatch(one -> one.code().equals(role.code())))
                .forEach(offered::add);
        model.addAttribute("member", member.id().toString());
        model.addAttribute("name", member.name(texts.locale()));
        model.addAttribute("facts", facts(member, editable || me, texts));
        model.addAttribute("me", me);
        model.addAttribute("editable", editable);
        model.addAttribute("suspended", member.status() == MembershipStatus.SUSPENDED);
        model.addAttribute("roles", PeopleView.roles(offered, Members.codes(member.roles()), texts));
        model.addAttribute(
                "departments",
                PeopleView.departments(
                        departments.tree(caller),
                        member.department() == null ? null : member.department().toString()));
        model.addAttribute(
                "lines", PeopleView.effective(member.roles(), delegations.runningFor(caller, member.account()), texts));
        model.addAttribute("done", Forms.done(done, texts));
        model.addAttribute("error", error == null ? "" : error);
        return "people/member";
    }

    private static List<Fact> facts(Member member, boolean open, Texts texts) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                texts.get("people.status"),
                List.of(
                        member.status() == MembershipStatus.ACTIVE
                                ? Cell.tag(texts.get("people.status.ACTIVE"), Tone.GOOD)
                                : Cell.tag(texts.get("people.status.SUSPENDED"), Tone.WATCH))));
        facts.add(fact(texts, "people.roles", member.roleTitles(texts)));
        facts.add(fact(
                texts,
                "people.department",
                member.departmentName() == null ? texts.get("people.noDepartment") : member.departmentName()));
        boolean phoneLogin = member.login().equals(member.phone());
        facts.add(fact(texts, "people.login", open || !phoneLogin ? member.login() : Masked.phone(member.login())));
        facts.add(fact(
                texts,
                "people.field.phone",
                member.phone() == null
                        ? texts.get("people.unknown")
                        : open ? member.phone() : Masked.phone(member.phone())));
        facts.add(fact(
                texts,
                "people.field.email",
                member.email() == null
                        ? texts.get("people.unknown")
                        : open ? member.email() : Masked.email(member.email())));
        facts.add(fact(texts, "people.since", Times.minute(member.createdAt())));
        facts.add(fact(
                texts,
                "people.lastUsed",
                member.lastUsedAt() == null ? texts.get("people.never") : Times.minute(member.lastUsedAt())));
        return facts;
    }

    private static Fact fact(Texts texts, String key, String value) {
        return new Fact(texts.get(key), List.of(Cell.of(value)));
    }

    @GetMapping("/people/delegations")
    @Requires(Permission.PEOPLE_EDIT)
    String delegations(
            @RequestParam(required = false) @Nullable String done, Caller caller, Locale locale, Model model) {
        Texts texts = Texts.of(locale);
        model.addAttribute(
                "delegations",
                PeopleView.delegations(delegations.ofEnterprise(caller), caller, clock.instant(), texts));
        model.addAttribute("done", Forms.done(done, texts));
        return "people/delegations";
    }
}
