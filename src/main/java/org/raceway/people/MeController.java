package org.raceway.people;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.access.SignedIn;
import org.raceway.platform.Cell;
import org.raceway.platform.Fact;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.raceway.platform.WholeDatabase;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A person's own page: who they are here, for which enterprises, what they may do and why, and what is lent. */
@Controller
@SignedIn
class MeController {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Profiles profiles;
    private final Members members;
    private final Delegations delegations;
    private final Invitations invitations;
    private final SignUps signUps;
    private final RoleReader everybodysRoles;
    private final Clock clock;

    MeController(
            Profiles profiles,
            Members members,
            Delegations delegations,
            Invitations invitations,
            SignUps signUps,
            WholeDatabase whole,
            Clock clock) {
        this.profiles = profiles;
        this.members = members;
        this.delegations = delegations;
        this.invitations = invitations;
        this.signUps = signUps;
        // The person's roles in their other enterprises, whose rows their statements don't see just now.
        this.everybodysRoles = new RoleReader(whole.client());
        this.clock = clock;
    }

    @GetMapping("/me")
    String me(
            @AuthenticationPrincipal AccountPrincipal principal,
            @RequestParam(required = false) @Nullable String done,
            Caller caller,
            Locale locale,
            Model model) {
        Texts texts = Texts.of(locale);
        Profiles.Profile profile = profiles.get(caller.accountId());
        List<RoleReader.Held> held = members.me(caller).map(Member::roles).orElse(List.of());
        model.addAttribute("profile", profile(profile, texts));
        model.addAttribute("title", principal.roleTitle(texts));
        model.addAttribute(
                "enterprises",
                profiles.memberships(caller.accountId()).stream()
                        .map(one -> new PeopleView.EnterpriseLine(
                                one.status() == MembershipStatus.ACTIVE
                                        ? one.membership().toString()
                                        : "",
                                one.enterprise() == null
                                        ? texts.get(
                                                one.roles().contains(Role.APPLICANT.name())
                                                        ? "people.noEnterprise"
                                                        : "shell.operatorStaff")
                                        : one.enterprise().in(texts.locale()),
                                everybodysRoles.read(one.roles()).stream()
                                        .map(role -> Member.title(role, texts))
                                        .collect(Collectors.joining(texts.english() ? ", " : "、")),
                                one.membership().equals(principal.membership())))
                        .toList());
        List<Delegations.Delegation> mine = delegations.ofCaller(caller);
        model.addAttribute(
                "lines",
                PeopleView.effective(
                        held,
                        mine.stream()
                                .filter(one -> one.receiver().equals(caller.accountId()) && one.runs(clock.instant()))
                                .toList(),
                        texts));
        model.addAttribute("delegations", PeopleView.delegations(mine, caller, clock.instant(), texts));
        model.addAttribute("lends", !Delegations.lendable(caller).isEmpty());
        model.addAttribute(
                "invitations",
                invitations.addressedTo(caller.accountId()).stream()
                        .map(open -> new PeopleView.InvitationLine(
                                open.id().toString(),
                                open.enterpriseName() == null
                                        ? texts.get("shell.operatorStaff")
                                        : open.enterpriseName().in(texts.locale()),
                                open.inviter().in(texts.locale()),
                                open.roles().stream()
                                        .map(role -> Member.title(role, texts))
                                        .collect(Collectors.joining(texts.english() ? ", " : "、")),
                                "",
                                open.expiresAt()))
                        .toList());
        model.addAttribute("leaves", principal.membership() != null && caller.enterprise() != null);
        model.addAttribute("done", Forms.done(done, texts));
        return "people/me";
    }

    @GetMapping("/me/profile")
    String profileForm(Caller caller, Locale locale, Model model) {
        return profileForm(profiles.get(caller.accountId()), Texts.of(locale), null, model);
    }

    @PostMapping("/me/profile")
    String saveProfile(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String englishName,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "zh") String language,
            Caller caller,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        Texts texts = Texts.of(locale);
        try {
            boolean unconfirmed = profiles.change(caller.accountId(), name, englishName, phone, email, language);
            String done = unconfirmed
                    ? switch (signUps.mailConfirmation(caller.accountId(), email.strip(), language)) {
                        case NOT_NEEDED -> "saved";
                        case SENT -> "mailed";
                        case OFF -> "mailOff";
                        case TOO_MANY -> "mailsTooMany";
                    }
                    : "saved";
            return "redirect:/me?done=" + done + "&lang=" + Contacts.language(language);
        } catch (ProblemException refused) {
            response.setStatus(refused.problem().status());
            Profiles.Profile before = profiles.get(caller.accountId());
            return profileForm(
                    new Profiles.Profile(before.login(), name, englishName, phone, email, false, language),
                    texts,
                    refused,
                    model);
        }
    }

    @PostMapping("/me/leave")
    String leave(Caller caller) {
        members.leave(caller);
        return "redirect:/login?left";
    }

    @GetMapping("/me/delegations/new")
    @Requires(Permission.PEOPLE_DELEGATE)
    String lendForm(Caller caller, Locale locale, Model model) {
        return lendForm("", List.of(), "", caller, Texts.of(locale), null, model);
    }

    @PostMapping("/me/delegations")
    @Requires(Permission.PEOPLE_DELEGATE)
    String lend(
            @RequestParam(defaultValue = "") String receiver,
            @RequestParam(required = false) @Nullable List<String> permission,
            @RequestParam(defaultValue = "") String until,
            Caller caller,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        List<String> codes = permission == null ? List.of() : permission;
        try {
            UUID account = Forms.id(receiver, PeopleProblem.NO_SUCH_MEMBER);
            if (account == null) {
                throw new BadField("receiver");
            }
            delegations.lend(
                    caller,
                    account,
                    RoleReader.permissions(codes),
                    day(until).plusDays(1).atStartOfDay(ZONE).toInstant());
        } catch (ProblemException refused) {
            response.setStatus(refused.problem().status());
            return lendForm(receiver, codes, until, caller, Texts.of(locale), refused, model);
        }
        return "redirect:/me?done=lent";
    }

    @PostMapping("/me/delegations/{id}/end")
    String end(@PathVariable UUID id, @RequestParam(defaultValue = "/me") String back, Caller caller) {
        delegations.end(caller, id);
        return (back.equals("/people/delegations") ? "redirect:/people/delegations" : "redirect:/me")
                + "?done=lentEnded";
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new BadField("until");
        }
    }

    private String lendForm(
            String receiver,
            List<String> chosen,
            String until,
            Caller caller,
            Texts texts,
            @Nullable ProblemException refused,
            Model model) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZONE);
        model.addAttribute(
                "colleagues",
                members.colleagues(caller).stream()
                        .map(member -> new PeopleView.Choice(
                                member.account().toString(),
                                member.name(texts.locale()) + (texts.english() ? ", " : "，") + member.roleTitles(texts),
                                "",
                                member.account().toString().equals(receiver),
                                true))
                        .toList());
        model.addAttribute(
                "groups", PeopleView.permissions(Delegations.lendable(caller), RoleReader.permissions(chosen), texts));
        model.addAttribute("until", until.isEmpty() ? today.plusDays(7).toString() : until);
        model.addAttribute("first", today.toString());
        model.addAttribute("last", today.plusDays(Delegations.MOST_DAYS - 1L).toString());
        model.addAttribute("errorField", refused == null ? "" : Forms.field(refused, "permissions"));
        model.addAttribute("error", refused == null ? "" : refused.text(texts));
        return "people/lend";
    }

    private static String profileForm(
            Profiles.Profile profile, Texts texts, @Nullable ProblemException refused, Model model) {
        model.addAttribute("name", profile.name());
        model.addAttribute("englishName", profile.englishName());
        model.addAttribute("phone", profile.phone() == null ? "" : profile.phone());
        model.addAttribute("email", profile.email() == null ? "" : profile.email());
        model.addAttribute("language", profile.language());
        model.addAttribute("errorField", refused == null ? "" : Forms.field(refused, "name"));
        model.addAttribute("error", refused == null ? "" : refused.text(texts));
        return "people/profile";
    }

    private static List<Fact> profile(Profiles.Profile profile, Texts texts) {
        List<Fact> facts = new ArrayList<>();
        facts.add(fact(texts, "people.name", profile.name()));
        facts.add(fact(texts, "people.login", profile.login()));
        facts.add(fact(
                texts, "people.field.phone", profile.phone() == null ? texts.get("people.unknown") : profile.phone()));
        facts.add(fact(
                texts,
                "people.field.email",
                profile.email() == null
                        ? texts.get("people.unknown")
                        : profile.emailConfirmed()
                                ? profile.email()
                                : texts.get("people.unconfirmed", profile.email())));
        facts.add(fact(texts, "people.field.language", texts.get("people.language." + profile.language())));
        return facts;
    }

    private static Fact fact(Texts texts, String key, String value) {
        return new Fact(texts.get(key), List.of(Cell.of(value)));
    }
}
