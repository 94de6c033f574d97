package org.raceway.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.raceway.RacewayIntegrationTest;
import org.raceway.access.Caller;
import org.raceway.access.DataScope;
import org.raceway.access.Permission;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseAdmitted;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.CheckDigits;
import org.raceway.identifiers.gs1.UnifiedSocialCreditCode;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.raceway.platform.WholeDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who may do what, and who may change that. */
@RacewayIntegrationTest
class PeopleIntegrationTests {
    private static final String PASSWORD = "quiet tulips roll 7";

    private final Accounts accounts;
    private final Enterprises enterprises;
    private final Principals principals;
    private final LiveAccounts live;
    private final Members members;
    private final OwnRoles roles;
    private final Departments departments;
    private final Delegations delegations;
    private final Invitations invitations;
    private final SignUps signUps;
    private final EnterpriseSwitch enterpriseSwitch;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final WholeDatabase whole;
    private final RestTestClient http;

    private UUID plant = new UUID(0, 0);
    private String owner = "";
    private String quality = "";
    private String workshop = "";

    @Autowired
    PeopleIntegrationTests(
            Accounts accounts,
            Enterprises enterprises,
            Principals principals,
            LiveAccounts live,
            Members members,
            OwnRoles roles,
            Departments departments,
            Delegations delegations,
            Invitations invitations,
            SignUps signUps,
            EnterpriseSwitch enterpriseSwitch,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions,
            WholeDatabase whole,
            RestTestClient http) {
        this.accounts = accounts;
        this.enterprises = enterprises;
        this.principals = principals;
        this.live = live;
        this.members = members;
        this.roles = roles;
        this.departments = departments;
        this.delegations = delegations;
        this.invitations = invitations;
        this.signUps = signUps;
        this.enterpriseSwitch = enterpriseSwitch;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
        this.whole = whole;
        this.http = http;
    }

    @BeforeEach
    void openAnEnterprise() {
        plant = enterprise(EnterpriseKind.ASSEMBLER).id();
        owner = account(Role.PLANT_OWNER, plant);
        quality = account(Role.QUALITY, plant);
        workshop = account(Role.WORKSHOP, plant);
    }

    @AfterEach
    void leave() {
        SecurityContextHolder.clearContext();
    }

    @ParameterizedTest
    @EnumSource(Permission.class)
    void explainsEveryPermissionInBothLanguages(Permission permission) {
        for (Locale locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
            Texts texts = Texts.of(locale);
            assertThat(texts.has(PermissionGroup.textKey(permission)))
                    .as("text")
                    .isTrue();
            assertThat(texts.has(PermissionGroup.helpKey(permission)))
                    .as("sentence")
                    .isTrue();
            assertThat(texts.has(PermissionGroup.of(permission).textKey()))
                    .as("group")
                    .isTrue();
        }
    }

    @Test
    void givesAnotherRoleWithEffectAtOnce() {
        UUID member = membership(workshop);
        assertThat(principal(workshop).caller().scope()).isEqualTo(DataScope.OWN);
        doing(owner, caller -> members.change(caller, member, List.of("QUALITY"), null));
        assertThat(live.now(principal(workshop)).orElseThrow().caller().scope()).isEqualTo(DataScope.ENTERPRISE);
        assertThat(audited("people.change-member", member)).isEqualTo(1);
    }

    @Test
    void recordsTheSwitchToAnotherEnterprise() {
        UUID other = enterprise(EnterpriseKind.FORGE).id();
        accounts.join(quality, other, Role.WORKSHOP);
        UUID membership = whole.client()
                .sql("select id from membership where account = ? and enterprise = ?")
                .params(idOf(quality), other)
                .query(UUID.class)
                .single();
        doing(
                quality,
                caller -> enterpriseSwitch.actFor(
                        membership, caller, new MockHttpServletRequest(), new MockHttpServletResponse()));
        assertThat(whole.client()
                        .sql("""
                                select count(*) from audit_entry
                                where action = 'people.switch-enterprise' and actor = ? and actor_enterprise = ? and enterprise = ?
                                      and details->>'before' = ? and details->>'membership' = ?
                                """)
                        .params(idOf(quality), other, other, plant.toString(), membership.toString())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void letsNobodyGiveMoreThanTheyHold() {
        UUID member = membership(workshop);
        // A bank asks other enterprises for consents, which a plant owner can't.
        refused(PeopleProblem.MORE_THAN_HELD, owner, caller -> members.change(caller, member, List.of("BANK"), null));
        refused(
                PeopleProblem.MORE_THAN_HELD,
                owner,
                caller -> members.change(caller, member, List.of("OPERATOR"), null));
        refused(
                PeopleProblem.AUDITORS_ONLY_BY_AUDITORS,
                owner,
                caller -> members.change(caller, member, List.of("AUDITOR"), null));
        refused(
                PeopleProblem.NO_SUCH_ROLE,
                owner,
                caller -> members.change(caller, member, List.of("APPLICANT"), null));
        refused(
                PeopleProblem.MORE_THAN_HELD,
                owner,
                caller -> invitations.invite(caller, new Invitations.Draft("某人", null, null, List.of("BANK"), null)));
        refused(
                PeopleProblem.MORE_THAN_HELD,
                owner,
                caller -> roles.create(
                        caller,
                        new OwnRoles.Draft("越权", "", Set.of(Permission.ENTERPRISES_REVIEW), DataScope.ENTERPRISE)));
        refused(
                PeopleProblem.MORE_THAN_HELD,
                owner,
                caller -> roles.create(
                        caller, new OwnRoles.Draft("越界", "", Set.of(Permission.EVENTS_READ), DataScope.CLUSTER)));
    }

    @Test
    void letsNobodyChangeThemselvesOrWhoMayDoMore() {
        UUID personnel = as(
                owner,
                caller -> roles.create(
                        caller,
                        new OwnRoles.Draft(
                                "人事",
                                "Personnel",
                                Set.of(Permission.PEOPLE_READ, Permission.PEOPLE_EDIT, Permission.ROLES_EDIT),
                                DataScope.ENTERPRISE)));
        doing(owner, caller -> members.change(caller, membership(quality), List.of(personnel.toString()), null));
        refused(
                PeopleProblem.OWN_MEMBERSHIP,
                quality,
                caller -> members.change(caller, membership(quality), List.of(personnel.toString(), "QUALITY"), null));
        refused(
                PeopleProblem.HOLDS_MORE,
                quality,
                caller -> members.change(caller, membership(owner), List.of(personnel.toString()), null));
        refused(PeopleProblem.HOLDS_MORE, quality, caller -> members.suspend(caller, membership(owner)));
        // Nor by putting more into the role that they hold.
        refused(
                PeopleProblem.MORE_THAN_HELD,
                quality,
                caller -> roles.change(
                        caller,
                        personnel,
                        new OwnRoles.Draft(
                                "人事",
                                "Personnel",
                                Set.of(Permission.PEOPLE_READ, Permission.KEYS_MANAGE),
                                DataScope.ENTERPRISE)));
    }

    @Test
    void keepsForeignEnterprisesOut() {
        UUID other = enterprise(EnterpriseKind.FORGE).id();
        String foreigner = account(Role.PLANT_OWNER, other);
        UUID foreignRole = as(
                foreigner,
                caller -> roles.create(
                        caller,
                        new OwnRoles.Draft("外厂", "Foreign", Set.of(Permission.PEOPLE_READ), DataScope.ENTERPRISE)));
        UUID foreignDepartment = as(foreigner, caller -> departments.create(caller, "外厂车间", null));
        UUID member = membership(workshop);
        refused(PeopleProblem.NO_SUCH_MEMBER, foreigner, caller -> members.suspend(caller, member));
        refused(
                PeopleProblem.NO_SUCH_MEMBER,
                foreigner,
                caller -> members.change(caller, member, List.of("QUALITY"), null));
        refused(
                PeopleProblem.NO_SUCH_ROLE,
                owner,
                caller -> members.change(caller, member, List.of(foreignRole.toString()), null));
        refused(
                PeopleProblem.NO_SUCH_DEPARTMENT,
                owner,
                caller -> members.change(caller, member, List.of("WORKSHOP"), foreignDepartment));
        refused(PeopleProblem.NO_SUCH_ROLE, owner, caller -> roles.delete(caller, foreignRole, null));
        refused(
                PeopleProblem.NO_SUCH_DEPARTMENT,
                owner,
                caller -> departments.change(caller, foreignDepartment, "我的", null));
        refused(
                PeopleProblem.NO_SUCH_MEMBER,
                owner,
                caller -> delegations.lend(
                        caller,
                        idOf(foreigner),
                        Set.of(Permission.EVENTS_READ),
                        Instant.now().plus(Duration.ofDays(1))));
        List<Member> seen = as(owner, caller -> members.list(caller, 0, 100));
        assertThat(seen).extracting(Member::login).containsExactlyInAnyOrder(owner, quality, workshop);
    }

    @Test
    void keepsAnOwner() {
        refused(PeopleProblem.LAST_OWNER, owner, members::leave);
        String second = account(Role.PLANT_OWNER, plant);
        doing(second, caller -> members.change(caller, membership(owner), List.of("QUALITY"), null));
        refused(PeopleProblem.LAST_OWNER, second, members::leave);
        String third = account(Role.PLANT_OWNER, plant);
        doing(third, caller -> members.suspend(caller, membership(second)));
        refused(PeopleProblem.LAST_OWNER, third, members::leave);
    }

    @Test
    void signsOutWhomTheEnterpriseSuspendsOrRemoves() {
        assertThat(status(workshop, "/epcis/capture")).isEqualTo(HttpStatus.OK);
        doing(owner, caller -> members.suspend(caller, membership(workshop)));
        assertThat(status(workshop, "/epcis/capture")).isNotEqualTo(HttpStatus.OK);
        doing(owner, caller -> members.resume(caller, membershipOf(workshop)));
        assertThat(status(workshop, "/epcis/capture")).isEqualTo(HttpStatus.OK);
        doing(owner, caller -> members.end(caller, membership(workshop)));
        assertThat(status(workshop, "/epcis/capture")).isNotEqualTo(HttpStatus.OK);
        assertThat(principal(workshop).membership()).isNull();
    }

    @Test
    void replacesARoleThatIsInUse() {
        UUID role = as(
                owner,
                caller -> roles.create(
                        caller,
                        new OwnRoles.Draft(
                                "发货员",
                                "Shipping",
                                Set.of(Permission.EVENTS_CAPTURE, Permission.EVENTS_READ),
                                DataScope.DEPARTMENT)));
        doing(owner, caller -> members.change(caller, membership(workshop), List.of(role.toString()), null));
        assertThat(principal(workshop).roleTitle(Texts.of(Locale.SIMPLIFIED_CHINESE)))
                .isEqualTo("发货员");
        refused(PeopleProblem.ROLE_IN_USE, owner, caller -> roles.delete(caller, role, null));
        doing(owner, caller -> roles.delete(caller, role, "WORKSHOP"));
        assertThat(principal(workshop).role()).isEqualTo(Role.WORKSHOP);
    }

    @Test
    void reachesEachPermissionAsFarAsItsRole() {
        UUID role = as(
                owner,
                caller -> roles.create(
                        caller,
                        new OwnRoles.Draft("看人", "People", Set.of(Permission.PEOPLE_READ), DataScope.ENTERPRISE)));
        doing(
                owner,
                caller -> members.change(caller, membership(workshop), List.of("WORKSHOP", role.toString()), null));
        Caller caller = principal(workshop).caller();
        assertThat(caller.scope(Permission.PEOPLE_READ)).isEqualTo(DataScope.ENTERPRISE);
        assertThat(caller.scope(Permission.EVENTS_READ)).isEqualTo(DataScope.OWN);
    }

    @ParameterizedTest
    @CsvSource({"OWN,1", "DEPARTMENT,2", "ENTERPRISE,3"})
    void showsMembersAsFarAsTheScopeReaches(DataScope scope, int seen) {
        UUID line = as(owner, caller -> departments.create(caller, "磨加工", null));
        UUID cell = as(owner, caller -> departments.create(caller, "一班", line));
        UUID role = as(
                owner,
                caller -> roles.create(
                        caller, new OwnRoles.Draft("看人", "People", Set.of(Permission.PEOPLE_READ), scope)));
        doing(owner, caller -> members.change(caller, membership(quality), List.of(role.toString()), line));
        doing(owner, caller -> members.change(caller, membership(workshop), List.of("WORKSHOP"), cell));
        List<Member> list = as(quality, caller -> members.list(caller, 0, 100));
        assertThat(list).hasSize(seen);
    }

    @Test
    void lendsPermissionsUntilADate() {
        Set<Permission> lent = EnumSet.of(Permission.CONSENTS_READ, Permission.EVENTS_READ);
        UUID id = as(
                owner,
                caller -> delegations.lend(
                        caller, idOf(workshop), lent, Instant.now().plus(Duration.ofDays(3))));
        Caller caller = live.now(principal(workshop)).orElseThrow().caller();
        assertThat(caller.may(Permission.CONSENTS_READ)).isTrue();
        assertThat(caller.lender(Permission.CONSENTS_READ)).contains(idOf(owner));
        assertThat(caller.scope(Permission.EVENTS_READ)).isEqualTo(DataScope.GRANTED);
        assertThat(caller.lender(Permission.EVENTS_CAPTURE)).isEmpty();
        doing(workshop, me -> delegations.end(me, id));
        assertThat(live.now(principal(workshop)).orElseThrow().caller().may(Permission.CONSENTS_READ))
                .isFalse();
    }

    @Test
    void endsWhatWasLentWithTheLendersOwnPermission() {
        String second = account(Role.PLANT_OWNER, plant);
        as(
                second,
                caller -> delegations.lend(
                        caller,
                        idOf(workshop),
                        Set.of(Permission.CONSENTS_READ),
                        Instant.now().plus(Duration.ofDays(3))));
        assertThat(live.now(principal(workshop)).orElseThrow().caller().may(Permission.CONSENTS_READ))
                .isTrue();
        doing(owner, caller -> members.change(caller, membership(second), List.of("QUALITY"), null));
        assertThat(live.now(principal(workshop)).orElseThrow().caller().may(Permission.CONSENTS_READ))
                .isFalse();
    }

    @Test
    void lendsNothingOn() {
        refused(
                PeopleProblem.NOT_LENDABLE,
                owner,
                caller -> delegations.lend(
                        caller,
                        idOf(workshop),
                        Set.of(Permission.PEOPLE_DELEGATE),
                        Instant.now().plus(Duration.ofDays(1))));
        refused(
                PeopleProblem.LENT_TOO_LONG,
                owner,
                caller -> delegations.lend(
                        caller,
                        idOf(workshop),
                        Set.of(Permission.CONSENTS_READ),
                        Instant.now().plus(Duration.ofDays(91))));
        UUID lender = as(
                owner,
                caller -> roles.create(
                        caller,
                        new OwnRoles.Draft("可委托", "Lender", Set.of(Permission.PEOPLE_DELEGATE), DataScope.ENTERPRISE)));
        doing(
                owner,
                caller -> members.change(caller, membership(workshop), List.of("WORKSHOP", lender.toString()), null));
        as(
                owner,
                caller -> delegations.lend(
                        caller,
                        idOf(workshop),
                        Set.of(Permission.CONSENTS_READ),
                        Instant.now().plus(Duration.ofDays(1))));
        refused(
                PeopleProblem.NOT_LENDABLE,
                workshop,
                caller -> delegations.lend(
                        caller,
                        idOf(quality),
                        Set.of(Permission.CONSENTS_READ),
                        Instant.now().plus(Duration.ofDays(1))));
    }

    @Test
    void takesInWhoIsInvitedOnce() {
        Invitations.Issued issued = as(
                owner,
                caller -> invitations.invite(
                        caller, new Invitations.Draft("新同事", null, "13900001234", List.of("QUALITY"), null)));
        Invitations.Open open = invitations.byToken(issued.token()).orElseThrow();
        SignUps.Opened opened =
                signUps.open(new SignUps.Form("新同事", phone(), "", PASSWORD, true, "zh"), null, "127.0.0.9");
        invitations.accept(open, opened.account());
        AccountPrincipal joined = principal(opened.login());
        assertThat(joined.role()).isEqualTo(Role.QUALITY);
        assertThat(joined.caller().enterprise()).isEqualTo(plant);
        assertThat(invitations.byToken(issued.token())).isEmpty();
        assertThatThrownBy(() -> invitations.accept(open, idOf(quality))).isInstanceOf(ProblemException.class);
        assertThat(whole.client()
                        .sql("select count(*) from invitation where token_hash::text like '%' || ? || '%'")
                        .param(issued.token())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void voidsAnInvitationThatIsRevokedRenewedOrOld() {
        Invitations.Issued first = as(
                owner,
                caller ->
                        invitations.invite(caller, new Invitations.Draft("某人", null, null, List.of("QUALITY"), null)));
        Invitations.Issued second = as(owner, caller -> invitations.renew(caller, first.id()));
        assertThat(invitations.byToken(first.token())).isEmpty();
        assertThat(invitations.byToken(second.token())).isPresent();
        doing(owner, caller -> invitations.revoke(caller, first.id()));
        assertThat(invitations.byToken(second.token())).isEmpty();
        Invitations.Issued third = as(
                owner,
                caller ->
                        invitations.invite(caller, new Invitations.Draft("某人", null, null, List.of("QUALITY"), null)));
        whole.client()
                .sql("update invitation set expires_at = now() - interval '1 second' where id = ?")
                .param(third.id())
                .update();
        assertThat(invitations.byToken(third.token())).isEmpty();
    }

    @Test
    void actsForTheEnterpriseThatWasUsedLast() {
        UUID other = enterprise(EnterpriseKind.FORGE).id();
        accounts.join(owner, other, Role.QUALITY);
        assertThat(principal(owner).caller().enterprise()).isEqualTo(plant);
        AccountPrincipal second = principals
                .of(idOf(owner), principal(owner).others().getFirst().membership())
                .orElseThrow();
        assertThat(second.caller().enterprise()).isEqualTo(other);
        assertThat(second.caller().may(Permission.PEOPLE_EDIT)).isFalse();
        principals.signedIn(second);
        assertThat(principal(owner).caller().enterprise()).isEqualTo(other);
        assertThat(http.get()
                        .uri("/api/v1/people")
                        .headers(headers -> {
                            headers.setBasicAuth(owner, PASSWORD);
                            headers.set(LiveAccountFilter.ENTERPRISE, plant.toString());
                        })
                        .exchange()
                        .returnResult(String.class)
                        .getStatus())
                .isEqualTo(HttpStatus.OK);
        assertThat(status(owner, "/api/v1/people")).isEqualTo(HttpStatus.FORBIDDEN);
    }

    @Test
    void makesTheApplicantAnOwner() {
        SignUps.Opened opened =
                signUps.open(new SignUps.Form("申请人", phone(), "", PASSWORD, true, "zh"), Role.APPLICANT, "127.0.0.8");
        AccountPrincipal before = principal(opened.login());
        assertThat(before.caller().permissions()).containsExactly(Permission.ENTERPRISES_REGISTER);
        Enterprise mill = enterprise(EnterpriseKind.STEEL_MILL);
        String operator = account(Role.OPERATOR, null);
        as(
                operator,
                caller -> transaction.execute(status -> {
                    events.publishEvent(new EnterpriseAdmitted(mill, opened.account()));
                    return true;
                }));
        AccountPrincipal after = live.now(before).orElseThrow();
        assertThat(after.role()).isEqualTo(Role.STEEL_MILL);
        assertThat(after.caller().enterprise()).isEqualTo(mill.id());
        assertThat(after.others()).isEmpty();
    }

    @Test
    void appointsAuditorsByAuditorsOnly() {
        String operator = account(Role.OPERATOR, null);
        String second = account(Role.OPERATOR, null);
        String auditor = account(Role.AUDITOR, null);
        refused(
                PeopleProblem.AUDITORS_ONLY_BY_AUDITORS,
                operator,
                caller -> members.change(caller, membership(second), List.of("AUDITOR"), null));
        refused(PeopleProblem.AUDITORS_ONLY_BY_AUDITORS, operator, caller -> members.end(caller, membership(auditor)));
        Invitations.Issued issued = as(
                auditor,
                caller -> invitations.invite(
                        caller, new Invitations.Draft("第二审计", null, null, List.of("AUDITOR"), null)));
        assertThat(invitations.byToken(issued.token())).isPresent();
        refused(
                PeopleProblem.AUDITOR_ALONE,
                auditor,
                caller -> invitations.invite(
                        caller, new Invitations.Draft("某人", null, null, List.of("AUDITOR", "OPERATOR"), null)));
    }

    @Test
    void opensNoAccountWithoutConsentOrTwice() {
        String phone = phone();
        assertThatThrownBy(() -> signUps.open(
                        new SignUps.Form("某人", phone, "", PASSWORD, false, "zh"), Role.APPLICANT, "127.0.0.7"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(PeopleProblem.NO_CONSENT));
        signUps.open(new SignUps.Form("某人", phone, "", PASSWORD, true, "zh"), Role.APPLICANT, "127.0.0.7");
        assertThatThrownBy(() -> signUps.open(
                        new SignUps.Form("某人", phone, "", PASSWORD, true, "zh"), Role.APPLICANT, "127.0.0.7"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(PeopleProblem.LOGIN_TAKEN));
        assertThat(whole.client()
                        .sql("select privacy_notice from account where login = ?")
                        .param(phone)
                        .query(String.class)
                        .single())
                .isEqualTo(SignUps.PRIVACY_NOTICE);
    }

    @ParameterizedTest
    @CsvSource({
        "woaini1314, so common",
        "13912345678, digits",
        "abcabcabcabc, repe",
        "李明华20261125!!, your name",
        "tooshort, 10"
    })
    void opensNoAccountWithAPasswordThatIsGuessedFirst(String password, String reason) {
        assertThatThrownBy(() -> signUps.open(
                        new SignUps.Form("李明华", phone(), "", password, true, "zh"),
                        Role.APPLICANT,
                        "address-" + UUID.randomUUID()))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.problem()).isEqualTo(PeopleProblem.BAD_PASSWORD);
                    assertThat(refused.text(Texts.of(Locale.ENGLISH))).containsIgnoringCase(reason);
                });
    }

    @Test
    void slowsDownWhoSignsUpAgainAndAgain() {
        for (int i = 0; i < SignUps.MOST_FROM_ADDRESS; i++) {
            assertThatThrownBy(() -> signUps.open(SignUps.Form.EMPTY, Role.APPLICANT, "127.0.0.6"))
                    .isInstanceOf(BadField.class);
        }
        assertThatThrownBy(() -> signUps.open(SignUps.Form.EMPTY, Role.APPLICANT, "127.0.0.6"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(PeopleProblem.TOO_MANY_SIGN_UPS));
    }

    @Test
    void hangsNoDepartmentBelowItself() {
        UUID top = as(owner, caller -> departments.create(caller, "生产部", null));
        UUID below = as(owner, caller -> departments.create(caller, "热处理", top));
        refused(PeopleProblem.DEPARTMENT_CIRCLE, owner, caller -> departments.change(caller, top, "生产部", below));
        refused(PeopleProblem.DEPARTMENT_IN_USE, owner, caller -> departments.delete(caller, top));
        doing(owner, caller -> departments.delete(caller, below));
        doing(owner, caller -> departments.delete(caller, top));
        List<Departments.Department> left = as(owner, departments::tree);
        assertThat(left).isEmpty();
    }

    // Who does it.

    private interface Work<T> {
        T by(Caller caller);
    }

    private interface Deed {
        void by(Caller caller);
    }

    private void doing(String login, Deed deed) {
        as(login, caller -> {
            deed.by(caller);
            return true;
        });
    }

    private <T> T as(String login, Work<T> work) {
        AccountPrincipal principal = principal(login);
        SecurityContextHolder.getContext()
                .setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(principal, null, principal.getAuthorities()));
        try {
            return work.by(principal.caller());
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private void refused(PeopleProblem problem, String login, Deed deed) {
        assertThatThrownBy(() -> doing(login, deed))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem()).isEqualTo(problem));
    }

    private AccountPrincipal principal(String login) {
        return principals.ofLogin(login).orElseThrow();
    }

    private UUID idOf(String login) {
        return principal(login).caller().accountId();
    }

    private UUID membership(String login) {
        return Objects.requireNonNull(principal(login).membership());
    }

    private UUID membershipOf(String login) {
        return whole.client()
                .sql(
                        "select membership.id from membership join account on account.id = membership.account where login = ?")
                .param(login)
                .query(UUID.class)
                .single();
    }

    private long audited(String action, UUID subject) {
        return whole.client()
                .sql("select count(*) from audit_entry where action = ? and subject = ?")
                .params(action, subject.toString())
                .query(Long.class)
                .single();
    }

    private HttpStatus status(String login, String path) {
        return HttpStatus.valueOf(http.get()
                .uri(path)
                .headers(headers -> headers.setBasicAuth(login, PASSWORD))
                .exchange()
                .returnResult(String.class)
                .getStatus()
                .value());
    }

    private String account(Role role, @org.jspecify.annotations.Nullable UUID enterprise) {
        String login = "people-" + UUID.randomUUID();
        accounts.create(new Accounts.NewAccount(login, PASSWORD, "测试员", "Tester", role, enterprise));
        return login;
    }

    private static String phone() {
        return "139" + (10_000_000 + ThreadLocalRandom.current().nextInt(89_999_999));
    }

    private Enterprise enterprise(EnterpriseKind kind) {
        String uscc = "91371581MA"
                + String.valueOf(1_000_000 + ThreadLocalRandom.current().nextInt(8_999_999));
        String gln =
                "95298" + String.valueOf(1_000_000 + ThreadLocalRandom.current().nextInt(8_999_999));
        return enterprises.register(new Enterprise(
                UUID.randomUUID(),
                uscc + UnifiedSocialCreditCode.checkCharacter(uscc),
                gln + CheckDigits.of(gln),
                gln.substring(0, 9),
                kind,
                "人员测试企业",
                "People test enterprise",
                "371581",
                null,
                null,
                true));
    }
}
