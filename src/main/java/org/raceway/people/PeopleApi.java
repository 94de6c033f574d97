package org.raceway.people;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.DataScope;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.access.SignedIn;
import org.raceway.audit.Masked;
import org.raceway.platform.ProblemException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Members, roles, departments, invitations and delegations of the caller's enterprise, for machines. */
@RestController
@RequestMapping("/api/v1")
class PeopleApi {
    private static final int LARGEST_PAGE = 1_000;

    private final Members members;
    private final OwnRoles roles;
    private final Departments departments;
    private final Invitations invitations;
    private final Delegations delegations;

    PeopleApi(
            Members members,
            OwnRoles roles,
            Departments departments,
            Invitations invitations,
            Delegations delegations) {
        this.members = members;
        this.roles = roles;
        this.departments = departments;
        this.invitations = invitations;
        this.delegations = delegations;
    }

    /** A member; phone number and e-mail address are masked for who can't change members. */
    record MemberBody(
            UUID id,
            UUID account,
            String name,
            String englishName,
            String phone,
            String email,
            List<String> roles,
            @Nullable UUID department,
            MembershipStatus status,
            Instant memberSince,
            @Nullable Instant lastSignIn) {
        static MemberBody of(Member member, boolean open) {
            return new MemberBody(
                    member.id(),
                    member.account(),
                    member.name().chinese(),
                    member.name().english(),
                    open ? text(member.phone()) : Masked.phone(member.phone()),
                    open ? text(member.email()) : Masked.email(member.email()),
                    Members.codes(member.roles()),
                    member.department(),
                    member.status(),
                    member.createdAt(),
                    member.lastUsedAt());
        }

        private static String text(@Nullable String value) {
            return value == null ? "" : value;
        }
    }

    /** A member's new roles and department. */
    record MemberChange(
            @Nullable List<String> roles, @Nullable UUID department) {}

    @GetMapping("/people")
    @Requires({Permission.PEOPLE_READ, Permission.AUDITORS_APPOINT})
    List<MemberBody> people(
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "100") int limit,
            Caller caller) {
        boolean open = caller.may(Permission.PEOPLE_EDIT);
        return members.list(caller, Math.max(0, offset), Math.clamp(limit, 1, LARGEST_PAGE)).stream()
                .map(member -> MemberBody.of(member, open))
                .toList();
    }

    @GetMapping("/people/{id}")
    @Requires({Permission.PEOPLE_READ, Permission.AUDITORS_APPOINT})
    MemberBody person(@PathVariable UUID id, Caller caller) {
        return members.find(caller, id)
                .map(member -> MemberBody.of(member, caller.may(Permission.PEOPLE_EDIT)))
                .orElseThrow(() -> new ProblemException(PeopleProblem.NO_SUCH_MEMBER));
    }

    @PutMapping("/people/{id}")
    @Requires({Permission.PEOPLE_EDIT, Permission.AUDITORS_APPOINT})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(@PathVariable UUID id, @RequestBody MemberChange change, Caller caller) {
        members.change(caller, id, change.roles() == null ? List.of() : change.roles(), change.department());
    }

    @PutMapping("/people/{id}/suspension")
    @Requires({Permission.PEOPLE_EDIT, Permission.AUDITORS_APPOINT})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void suspend(@PathVariable UUID id, Caller caller) {
        members.suspend(caller, id);
    }

    @DeleteMapping("/people/{id}/suspension")
    @Requires({Permission.PEOPLE_EDIT, Permission.AUDITORS_APPOINT})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resume(@PathVariable UUID id, Caller caller) {
        members.resume(caller, id);
    }

    @DeleteMapping("/people/{id}")
    @Requires({Permission.PEOPLE_EDIT, Permission.AUDITORS_APPOINT})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable UUID id, Caller caller) {
        members.end(caller, id);
    }

    /** A role; its code is a name of a built-in one or an id. */
    record RoleBody(
            String code,
            boolean builtIn,
            String name,
            String englishName,
            List<String> permissions,
            DataScope scope,
            long members) {}

    /** A role to make, or what it becomes. */
    record RoleDraft(
            @Nullable String name,
            @Nullable String englishName,
            @Nullable List<String> permissions,
            @Nullable DataScope scope) {
        OwnRoles.Draft draft() {
            return new OwnRoles.Draft(
                    name == null ? "" : name,
                    englishName == null ? "" : englishName,
                    PeopleApi.permissions(permissions),
                    scope == null ? DataScope.OWN : scope);
        }
    }

    @GetMapping("/roles")
    @Requires({Permission.PEOPLE_READ, Permission.ROLES_EDIT})
    List<RoleBody> roles(Caller caller) {
        return roles.list(caller).stream()
                .map(listed -> new RoleBody(
                        listed.role().code(),
                        listed.role().builtIn() != null,
                        listed.role().name(),
                        listed.role().englishName(),
                        codes(listed.role().permissions()),
                        listed.role().scope(),
                        listed.members()))
                .toList();
    }

    @PostMapping("/roles")
    @Requires(Permission.ROLES_EDIT)
    ResponseEntity<Void> createRole(@RequestBody RoleDraft draft, Caller caller) {
        return ResponseEntity.created(URI.create("/api/v1/roles/" + roles.create(caller, draft.draft())))
                .build();
    }

    @PutMapping("/roles/{id}")
    @Requires(Permission.ROLES_EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changeRole(@PathVariable UUID id, @RequestBody RoleDraft draft, Caller caller) {
        roles.change(caller, id, draft.draft());
    }

    @DeleteMapping("/roles/{id}")
    @Requires(Permission.ROLES_EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteRole(
            @PathVariable UUID id, @RequestParam(required = false) @Nullable String replacement, Caller caller) {
        roles.delete(caller, id, replacement);
    }

    /** A department. */
    record DepartmentBody(UUID id, @Nullable UUID parent, String name, String path, long members) {}

    /** A department to make, or what it becomes. */
    record DepartmentDraft(@Nullable String name, @Nullable UUID parent) {}

    @GetMapping("/departments")
    @Requires(Permission.PEOPLE_READ)
    List<DepartmentBody> departments(Caller caller) {
        return departments.tree(caller).stream()
                .map(one -> new DepartmentBody(one.id(), one.parent(), one.name(), one.path(), one.members()))
                .toList();
    }

    @PostMapping("/departments")
    @Requires(Permission.PEOPLE_EDIT)
    ResponseEntity<Void> createDepartment(@RequestBody DepartmentDraft draft, Caller caller) {
        UUID id = departments.create(caller, draft.name() == null ? "" : draft.name(), draft.parent());
        return ResponseEntity.created(URI.create("/api/v1/departments/" + id)).build();
    }

    @PutMapping("/departments/{id}")
    @Requires(Permission.PEOPLE_EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changeDepartment(@PathVariable UUID id, @RequestBody DepartmentDraft draft, Caller caller) {
        departments.change(caller, id, draft.name() == null ? "" : draft.name(), draft.parent());
    }

    @DeleteMapping("/departments/{id}")
    @Requires(Permission.PEOPLE_EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteDepartment(@PathVariable UUID id, Caller caller) {
        departments.delete(caller, id);
    }

    /** An open invitation. */
    record InvitationBody(
            UUID id,
            String name,
            @Nullable String phone,
            @Nullable String email,
            List<String> roles,
            @Nullable UUID department,
            Instant createdAt,
            Instant expiresAt) {}

    /** An invitation to make. */
    record InvitationDraft(
            @Nullable String name,
            @Nullable String phone,
            @Nullable String email,
            @Nullable List<String> roles,
            @Nullable UUID department) {}

    /**
     * A new invitation; the link is in no other answer.
     *
     * @param mailed whether a mail with it is on its way to the invited; if not, hand the link over
     */
    record InvitationLink(UUID id, String link, Instant expiresAt, boolean mailed) {}

    @GetMapping("/invitations")
    @Requires({Permission.PEOPLE_INVITE, Permission.AUDITORS_APPOINT})
    List<InvitationBody> invitations(Caller caller) {
        return invitations.list(caller).stream()
                .map(open -> new InvitationBody(
                        open.id(),
                        open.name(),
                        open.phone(),
                        open.email(),
                        Members.codes(open.roles()),
                        open.department(),
                        open.createdAt(),
                        open.expiresAt()))
                .toList();
    }

    @PostMapping("/invitations")
    @Requires({Permission.PEOPLE_INVITE, Permission.AUDITORS_APPOINT})
    @ResponseStatus(HttpStatus.CREATED)
    InvitationLink invite(@RequestBody InvitationDraft draft, Caller caller, HttpServletRequest request) {
        return link(
                invitations.invite(
                        caller,
                        new Invitations.Draft(
                                draft.name() == null ? "" : draft.name(),
                                draft.email(),
                                draft.phone(),
                                draft.roles() == null ? List.of() : draft.roles(),
                                draft.department())),
                request);
    }

    @PostMapping("/invitations/{id}/renewal")
    @Requires({Permission.PEOPLE_INVITE, Permission.AUDITORS_APPOINT})
    InvitationLink renew(@PathVariable UUID id, Caller caller, HttpServletRequest request) {
        return link(invitations.renew(caller, id), request);
    }

    @DeleteMapping("/invitations/{id}")
    @Requires({Permission.PEOPLE_INVITE, Permission.AUDITORS_APPOINT})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable UUID id, Caller caller) {
        invitations.revoke(caller, id);
    }

    /** A delegation; {@code endedAt} where it was taken back. */
    record DelegationBody(
            UUID id,
            UUID giver,
            UUID receiver,
            List<String> permissions,
            Instant createdAt,
            Instant until,
            @Nullable Instant endedAt) {}

    /** A delegation to make; the receiver is an account. */
    record DelegationDraft(
            @Nullable UUID receiver,
            @Nullable List<String> permissions,
            @Nullable Instant until) {}

    /** The caller's own, or all of the enterprise for who changes members. */
    @GetMapping("/delegations")
    @SignedIn
    List<DelegationBody> delegations(Caller caller) {
        return (caller.may(Permission.PEOPLE_EDIT) ? delegations.ofEnterprise(caller) : delegations.ofCaller(caller))
                .stream()
                        .map(one -> new DelegationBody(
                                one.id(),
                                one.giver(),
                                one.receiver(),
                                codes(one.permissions()),
                                one.createdAt(),
                                one.untilAt(),
                                one.endedAt()))
                        .toList();
    }

    @PostMapping("/delegations")
    @Requires(Permission.PEOPLE_DELEGATE)
    ResponseEntity<Void> lend(@RequestBody DelegationDraft draft, Caller caller) {
        if (draft.receiver() == null) {
            throw new BadField("receiver");
        }
        if (draft.until() == null) {
            throw new BadField("until");
        }
        UUID id = delegations.lend(caller, draft.receiver(), permissions(draft.permissions()), draft.until());
        return ResponseEntity.created(URI.create("/api/v1/delegations/" + id)).build();
    }

    @DeleteMapping("/delegations/{id}")
    @SignedIn
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void takeBack(@PathVariable UUID id, Caller caller) {
        delegations.end(caller, id);
    }

    private static InvitationLink link(Invitations.Issued issued, HttpServletRequest request) {
        return new InvitationLink(
                issued.id(),
                ServletUriComponentsBuilder.fromContextPath(request)
                        .path("/invitation/{token}")
                        .buildAndExpand(issued.token())
                        .toUriString(),
                issued.expiresAt(),
                issued.mailed());
    }

    private static Set<Permission> permissions(@Nullable List<String> codes) {
        if (codes == null) {
            return Set.of();
        }
        try {
            return codes.stream().map(Permission::of).collect(Collectors.toSet());
        } catch (IllegalArgumentException e) {
            throw new BadField("permissions");
        }
    }

    private static List<String> codes(Collection<Permission> permissions) {
        return permissions.stream().sorted().map(Permission::code).toList();
    }
}
