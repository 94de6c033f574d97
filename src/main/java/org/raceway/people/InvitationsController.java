package org.raceway.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.CurrentCaller;
import org.raceway.access.Open;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.access.SignedIn;
import org.raceway.platform.Cell;
import org.raceway.platform.Column;
import org.raceway.platform.Fact;
import org.raceway.platform.Filter;
import org.raceway.platform.HeldRows;
import org.raceway.platform.ProblemException;
import org.raceway.platform.TableDefinition;
import org.raceway.platform.Tables;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Inviting people, and what the invited see. */
@Controller
@Requires({Permission.PEOPLE_INVITE, Permission.AUDITORS_APPOINT})
class InvitationsController {
    private static final TableDefinition<Invitations.Open> TABLE = new TableDefinition<>(
            "invitations",
            "/people/invitations",
            List.of(
                    new Column<>(
                            "name",
                            "people.name",
                            Column.Kind.TIME,
                            true,
                            true,
                            (open, texts) -> Cell.link(open.name(), "/people/invitations/" + open.id())),
                    new Column<>(
                            "contact",
                            "people.contact",
                            Column.Kind.TIME,
                            false,
                            true,
                            (open, texts) -> Cell.of(contact(open))),
                    new Column<>(
                            "roles",
                            "people.roles",
                            Column.Kind.LONG,
                            false,
                            true,
                            (open, texts) -> Cell.of(titles(open, texts))),
                    new Column<>(
                            "department",
                            "people.department",
                            Column.Kind.WORD,
                            false,
                            true,
                            (open, texts) -> Cell.of(open.departmentName())),
                    new Column<>(
                            "until",
                            "people.validUntil",
                            Column.Kind.TIME,
                            true,
                            true,
                            (open, texts) -> Cell.of(Times.minute(open.expiresAt()))),
                    new Column<>(
                            "inviter",
                            "people.inviter",
                            Column.Kind.TIME,
                            false,
                            false,
                            (open, texts) -> Cell.of(open.inviter().in(texts.locale()))),
                    new Column<>(
                            "since",
                            "people.invitedAt",
                            Column.Kind.TIME,
                            true,
                            false,
                            (open, texts) -> Cell.of(Times.minute(open.createdAt())))),
            List.of(new Filter("name", "people.findInvited", Filter.Kind.TEXT, List.of())),
            "people.noInvitations",
            "/people/invitations/new",
            "people.invite");

    private final Invitations invitations;
    private final Tables tables;
    private final OwnRoles roles;
    private final Departments departments;
    private final SignUps signUps;
    private final LinkMail mail;
    private final EnterpriseSwitch enterprises;
    private final CurrentCaller callers;

    InvitationsController(
            Invitations invitations,
            OwnRoles roles,
            Departments departments,
            SignUps signUps,
            LinkMail mail,
            EnterpriseSwitch enterprises,
            CurrentCaller callers,
            Tables tables) {
        this.invitations = invitations;
        this.tables = tables;
        this.roles = roles;
        this.departments = departments;
        this.signUps = signUps;
        this.mail = mail;
        this.enterprises = enterprises;
        this.callers = callers;
    }

    @GetMapping("/people/invitations")
    @Nullable
    ModelAndView list(
            @RequestParam(required = false) @Nullable String done,
            Caller caller,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        ModelAndView page = tables.show(
                "people/invitations",
                TABLE,
                new HeldRows<>(invitations.list(caller))
                        .sortedBy("name", Comparator.comparing(Invitations.Open::name))
                        .sortedBy("until", Comparator.comparing(Invitations.Open::expiresAt))
                        .sortedBy("since", Comparator.comparing(Invitations.Open::createdAt))
                        .filteredBy(
                                "name",
                                (open, part) -> open.name().contains(part)
                                        || contact(open).contains(part)),
                request,
                response);
        if (page != null) {
            page.addObject("done", Forms.done(done, Texts.of(locale)));
        }
        return page;
    }

    @GetMapping("/people/invitations/{id}")
    String one(@PathVariable UUID id, Caller caller, Locale locale, Model model) {
        Texts texts = Texts.of(locale);
        Invitations.Open open = require(caller, id);
        model.addAttribute("id", id);
        model.addAttribute("name", open.name());
        model.addAttribute(
                "facts",
                TABLE.columns().stream()
                        .filter(column -> !column.name().equals("name"))
                        .map(column -> new Fact(
                                texts.get(column.textKey()),
                                List.of(column.cell().apply(open, texts))))
                        .toList());
        return "people/openInvitation";
    }

    @GetMapping("/people/invitations/new")
    String draft(Caller caller, Locale locale, Model model) {
        return form(new Invitations.Draft("", null, null, List.of(), null), caller, Texts.of(locale), null, model);
    }

    @PostMapping("/people/invitations")
    String invite(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(required = false) @Nullable List<String> role,
            @RequestParam(defaultValue = "") String department,
            Caller caller,
            Locale locale,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Invitations.Draft draft = new Invitations.Draft(
                name,
                email,
                phone,
                role == null ? List.of() : role,
                Forms.id(department, PeopleProblem.NO_SUCH_DEPARTMENT));
        try {
            return issued(invitations.invite(caller, draft), name, request, model);
        } catch (ProblemException refused) {
            response.setStatus(refused.problem().status());
            return form(draft, caller, Texts.of(locale), refused, model);
        }
    }

    @PostMapping("/people/invitations/{id}/renew")
    String renew(@PathVariable UUID id, Caller caller, Model model, HttpServletRequest request) {
        Invitations.Open open = require(caller, id);
        return issued(invitations.renew(caller, id), open.name(), request, model);
    }

    @PostMapping("/people/invitations/{id}/revoke")
    String revoke(@PathVariable UUID id, Caller caller) {
        invitations.revoke(caller, id);
        return "redirect:/people/invitations?done=revoked";
    }

    @GetMapping("/invitation/{token}")
    @Open
    String open(@PathVariable String token, Locale locale, Model model, HttpServletResponse response) {
        return invitation(token, SignUps.Form.EMPTY, Texts.of(locale), null, model, response);
    }

    /** Behind the login, and back again. */
    @GetMapping("/invitation/{token}/mine")
    @SignedIn
    String afterLogin(@PathVariable String token) {
        return "redirect:/invitation/" + org.raceway.platform.Page.encode(token);
    }

    /** Somebody new accepts: the account is opened first. */
    @PostMapping("/invitation/{token}")
    @Open
    String accept(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "false") boolean agrees,
            Locale locale,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Texts texts = Texts.of(locale);
        Optional<Invitations.Open> open = invitations.byToken(token);
        Optional<Caller> caller = callers.find();
        if (open.isEmpty()) {
            return invitation(token, SignUps.Form.EMPTY, texts, null, model, response);
        }
        SignUps.Form form = new SignUps.Form(name, phone, email, password, agrees, texts.english() ? "en" : "zh");
        try {
            if (caller.isPresent()) {
                UUID membership = invitations.accept(open.get(), caller.get().accountId());
                enterprises.actFor(membership, caller.get(), request, response);
                return "redirect:/?done=joined";
            }
            SignUps.Opened opened = signUps.open(form, null, request.getRemoteAddr());
            invitations.accept(open.get(), opened.account());
            model.addAttribute("login", opened.login());
            model.addAttribute("mail", opened.mail().name());
            return "people/signedUp";
        } catch (ProblemException refused) {
            return invitation(token, form, texts, refused, model, response);
        }
    }

    /** Accepts an invitation to the caller's own confirmed address, which the page "Me" shows. */
    @PostMapping("/me/invitations/{id}")
    @SignedIn
    String acceptMine(@PathVariable UUID id, Caller caller, HttpServletRequest request, HttpServletResponse response) {
        Invitations.Open open = invitations.addressedTo(caller.accountId()).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ProblemException(PeopleProblem.NO_SUCH_INVITATION));
        UUID membership = invitations.accept(open, caller.accountId());
        return enterprises.actFor(membership, caller, request, response);
    }

    private String invitation(
            String token,
            SignUps.Form form,
            Texts texts,
            @Nullable ProblemException refused,
            Model model,
            HttpServletResponse response) {
        Optional<Invitations.Open> open = invitations.byToken(token);
        if (refused != null) {
            response.setStatus(refused.problem().status());
        } else if (open.isEmpty()) {
            response.setStatus(PeopleProblem.NO_SUCH_INVITATION.status());
        }
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cache-Control", "no-store");
        model.addAttribute("token", token);
        model.addAttribute("valid", open.isPresent());
        model.addAttribute(
                "enterprise",
                open.map(one -> one.enterpriseName() == null
                                ? texts.get("shell.operatorStaff")
                                : one.enterpriseName().in(texts.locale()))
                        .orElse(""));
        model.addAttribute(
                "inviter", open.map(one -> one.inviter().in(texts.locale())).orElse(""));
        model.addAttribute("roles", open.map(one -> titles(one, texts)).orElse(""));
        model.addAttribute(
                "until", open.map(one -> Times.minute(one.expiresAt())).orElse(""));
        model.addAttribute(
                "name", form.name().isEmpty() ? open.map(Invitations.Open::name).orElse("") : form.name());
        model.addAttribute("phone", form.phone().isEmpty() ? or(open, Invitations.Open::phone) : form.phone());
        model.addAttribute("email", form.email().isEmpty() ? or(open, Invitations.Open::email) : form.email());
        model.addAttribute("notice", SignUps.PRIVACY_NOTICE);
        model.addAttribute("errorField", refused == null ? "" : SignUpController.field(refused));
        model.addAttribute("error", refused == null ? "" : refused.text(texts));
        return "people/invitation";
    }

    private static String or(
            Optional<Invitations.Open> open, java.util.function.Function<Invitations.Open, @Nullable String> part) {
        if (open.isEmpty()) {
            return "";
        }
        String value = part.apply(open.get());
        return value == null ? "" : value;
    }

    private String issued(Invitations.Issued issued, String name, HttpServletRequest request, Model model) {
        String link = ServletUriComponentsBuilder.fromContextPath(request)
                .path("/invitation/{token}")
                .buildAndExpand(issued.token())
                .toUriString();
        QrCode.Drawing code = QrCode.of(link);
        model.addAttribute("name", name);
        model.addAttribute("link", link);
        model.addAttribute("code", new PeopleView.Code(code.path(), code.size()));
        model.addAttribute("until", Times.minute(issued.expiresAt()));
        model.addAttribute("email", issued.email() == null ? "" : issued.email());
        model.addAttribute("mailed", issued.mailed());
        return "people/invited";
    }

    private String form(
            Invitations.Draft draft, Caller caller, Texts texts, @Nullable ProblemException refused, Model model) {
        model.addAttribute("name", draft.name());
        model.addAttribute("email", draft.email() == null ? "" : draft.email());
        model.addAttribute("phone", draft.phone() == null ? "" : draft.phone());
        model.addAttribute("roles", PeopleView.roles(givable(caller), draft.roles(), texts));
        model.addAttribute(
                "departments",
                PeopleView.departments(
                        departments.tree(caller),
                        draft.department() == null ? null : draft.department().toString()));
        model.addAttribute("mail", mail.isConfigured());
        model.addAttribute("errorField", refused == null ? "" : Forms.field(refused, "roles"));
        model.addAttribute("error", refused == null ? "" : refused.text(texts));
        return "people/invite";
    }

    private Invitations.Open require(Caller caller, UUID id) {
        return invitations.list(caller).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ProblemException(PeopleProblem.NO_SUCH_INVITATION));
    }

    private static String contact(Invitations.Open open) {
        return Stream.of(open.phone(), open.email()).filter(Objects::nonNull).collect(Collectors.joining(" "));
    }

    private List<RoleReader.Held> givable(Caller caller) {
        return roles.givable(caller).stream()
                .filter(role -> caller.may(Permission.PEOPLE_INVITE) || role.builtIn() == Role.AUDITOR)
                .toList();
    }

    private static String titles(Invitations.Open open, Texts texts) {
        return open.roles().stream()
                .map(role -> Member.title(role, texts))
                .collect(Collectors.joining(texts.english() ? ", " : "、"));
    }
}
