package org.raceway.access;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.CheckDigits;
import org.raceway.identifiers.gs1.UnifiedSocialCreditCode;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.raceway.platform.WholeDatabase;
import org.raceway.traceability.Capture;
import org.raceway.traceability.CaptureBehaviour;
import org.raceway.traceability.CaptureJob;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Two enterprises, a person for each role in the first, and one thing of each kind in both. */
@Component
class AccessSpecimens {
    static final String PASSWORD = "access-matrix-walks";
    /** A variable of a path's pattern; its own pattern may hold braces. */
    static final String VARIABLE = "\\{(?:[^{}]|\\{[^}]*})*}";

    private final Enterprises enterprises;
    private final Accounts accounts;
    private final Capture capture;
    private final WholeDatabase database;
    private final Map<String, Specimen> known = new HashMap<>();

    AccessSpecimens(Enterprises enterprises, Accounts accounts, Capture capture, WholeDatabase database) {
        this.enterprises = enterprises;
        this.accounts = accounts;
        this.capture = capture;
        this.database = database;
    }

    static String login(Role role) {
        return "matrix-" + role.name().toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * The example for this endpoint, or absent when nobody has thought of one.
     *
     * @param pattern of the path
     */
    @Nullable
    Specimen of(String method, String pattern) {
        Specimen exact = known.get(method + " " + pattern);
        return exact == null ? known.get(pattern) : exact;
    }

    synchronized void prepare() {
        if (!known.isEmpty()) {
            return;
        }
        UUID mine = enterprise("91371599MA3MTRX1", "9529861");
        UUID theirs = enterprise("91371599MA3MTRX2", "9529862");
        for (Role role : Role.values()) {
            boolean ofNone = role == Role.OPERATOR || role == Role.AUDITOR || role == Role.APPLICANT;
            accounts.create(new Accounts.NewAccount(login(role), PASSWORD, "矩阵", "Matrix", role, ofNone ? null : mine));
        }
        UUID stranger = accounts.create(
                new Accounts.NewAccount("matrix-stranger", PASSWORD, "他人", "Stranger", Role.PLANT_OWNER, theirs));
        ledger(mine, theirs);
        cards(mine, theirs, stranger);
        notices(accountOf(Role.PLANT_OWNER), stranger);
        consents(mine, theirs);
        recalls(mine, theirs);
        keys(mine, theirs);
        signIn(stranger);
        people(theirs, stranger);
        webhooks(mine, theirs, stranger);
        registry(mine, theirs, stranger);
        audit(mine, theirs);
        certificates(theirs, stranger);
        subcontracting(theirs, stranger);
        codes(mine, theirs);
        everybodys();
    }

    private void certificates(UUID theirs, UUID stranger) {
        UUID certificate = made("""
                insert into mill_certificate (id, owner, number, kind, issuer, grade, standard, heat, heat_key, heat_number,
                    mass_kilograms, product, issued_on, composition, account, created_at)
                values (:id, :enterprise, 'matrix', 'INSPECTION_3_1', 'matrix', 'GCr15', '',
                    'https://id.gs1.org/01/09520000000011/10/MATRIX', gen_random_uuid(), 'MATRIX', 1, '', current_date, '{}',
                    :account, now())
                """, theirs, stranger);
        for (String pattern : List.of(
                "/certificates/{id}",
                "/certificates/{id}/file",
                "/certificates/{id}/withdraw",
                "/api/v1/certificates/{id}",
                "/api/v1/certificates/{id}/file",
                "/api/v1/certificates/{id}/withdraw")) {
            foreign(pattern, certificate);
        }
        UUID list = made("""
                insert into certificate_import (id, owner, account, file, rows, total, wrong, created_at)
                values (:id, :enterprise, :account, 'matrix', '[]', 0, 0, now())
                """, theirs, stranger);
        for (String pattern : List.of("/certificates/imports/{id}", "/certificates/imports/{id}/confirm")) {
            foreign(pattern, list);
            foreign("/api/v1" + pattern, list);
        }
        UUID run = made("""
                insert into balance_run (id, owner, account, first_day, last_day, state, started_at)
                values (:id, :enterprise, :account, current_date, current_date, 'DONE', now())
                """, theirs, stranger);
        foreign("/balances/runs/{id}/stop", run);
        foreign("/balances/runs/{id}/progress", run);
        foreign("/api/v1/balances/runs/{id}", run);
    }

    private void subcontracting(UUID theirs, UUID stranger) {
        for (String direction : List.of("to", "from")) {
            foreign("/subcontracting/" + direction + "/{other}", theirs);
            String lot = "/subcontracting/" + direction + "/{other}/{lot}";
            known.put(
                    lot,
                    new Specimen(
                            null,
                            lot.replace("{other}", theirs.toString())
                                    .replace("{lot}", UUID.randomUUID().toString()),
                            Role.PLANT_OWNER));
        }
        UUID term = made("""
                insert into subcontract_term (id, principal, allowance_percent, note, set_by, set_at)
                values (:id, :enterprise, 1, 'matrix', :account, now())
                """, theirs, stranger);
        foreign("/subcontracting/terms/{id}/remove", term);
        foreign("/api/v1/subcontracting/terms/{id}", term);
        UUID rule = made("""
                insert into sharing_rule (id, owner, effect, fields, set_by, set_at)
                values (:id, :enterprise, 'OPEN', '{HEAT}', :account, now())
                """, theirs, stranger);
        foreign("/sharing/rules/{id}/remove", rule);
        foreign("/api/v1/sharing/rules/{id}", rule);
    }

    private void signIn(UUID stranger) {
        UUID phone = UUID.randomUUID();
        database.client().sql("""
                        insert into remembered_device (id, account, secret_hash, rotated_at, device, created_at, expires_at)
                        values (:id, :account, 'matrix', now(), 'matrix', now(), now() + interval '1 day')
                        """).param("id", phone).param("account", stranger).update();
        foreign("/me/security/phones/{phone}/forget", phone);
        foreign("/api/v1/me/security/phones/{phone}", phone);
        foreign("/me/security/sessions/{session}/end", UUID.randomUUID());
        foreign("/api/v1/me/security/sessions/{session}", UUID.randomUUID());
        foreign("/me/security/passkeys/{passkey}/remove", "AAAA");
        foreign("/api/v1/me/security/passkeys/{passkey}", "AAAA");
        UUID login = UUID.randomUUID();
        database.client().sql("""
                        insert into linked_login (id, account, issuer, subject, label, linked_at)
                        values (:id, :account, 'https://matrix.example.com', 'matrix', 'matrix', now())
                        """).param("id", login).param("account", stranger).update();
        foreign("/me/security/logins/{login}/remove", login);
        foreign("/api/v1/me/security/logins/{login}", login);
        for (String path : List.of(
                "/login/with/{provider}", "/login/oauth2/code/{provider}", "/me/security/logins/new/{provider}")) {
            known.put(path, new Specimen(null, path.replaceFirst(VARIABLE, "nobody"), Role.BUYER));
        }
        foreign("/api/v1/rescue/{account}/pauses", stranger);
        foreign("/api/v1/rescue/{account}/password-links", stranger);
        foreign("/api/v1/rescue/{account}/second-factor", stranger);
        foreign("/api/v1/rescue/{account}/suspension", stranger);
        known.put("/login/new-password/{token}", new Specimen(null, null, Role.BUYER));
    }

    private void people(UUID theirs, UUID stranger) {
        UUID member = database.client()
                .sql("select id from membership where account = :account")
                .param("account", stranger)
                .query(UUID.class)
                .single();
        String one = "/people/{id:[0-9a-f-]{36}}";
        for (String pattern : List.of(
                one,
                one + "/end",
                one + "/resume",
                one + "/suspend",
                "/api/v1/people/{id}",
                "/api/v1/people/{id}/suspension")) {
            foreign(pattern, member);
        }
        UUID department = made("""
                insert into department (id, enterprise, name, created_at) values (:id, :enterprise, '矩阵', now())
                """, theirs, stranger);
        foreign("/people/departments/{id}", department);
        foreign("/people/departments/{id}/delete", department);
        foreign("/api/v1/departments/{id}", department);
        UUID role = made("""
                insert into role (id, enterprise, name, english_name, permissions, scope, created_at)
                values (:id, :enterprise, '矩阵', 'Matrix', '{events.read}', 'OWN', now())
                """, theirs, stranger);
        foreign("/people/roles/{code}", role);
        foreign("/people/roles/{code}/delete", role);
        foreign("/api/v1/roles/{id}", role);
        UUID invitation = made("""
                insert into invitation (id, enterprise, name, roles, token_hash, created_by, created_at, expires_at)
                values (:id, :enterprise, '矩阵', '{QUALITY}', sha256('matrix'), :account, now(), now() + interval '1 day')
                """, theirs, stranger);
        foreign("/people/invitations/{id}", invitation);
        foreign("/people/invitations/{id}/renew", invitation);
        foreign("/people/invitations/{id}/revoke", invitation);
        foreign("/me/invitations/{id}", invitation);
        foreign("/api/v1/invitations/{id}", invitation);
        foreign("/api/v1/invitations/{id}/renewal", invitation);
        UUID delegation = made("""
                insert into delegation (id, enterprise, giver, receiver, permissions, created_at, until_at)
                values (:id, :enterprise, :account, :account, '{events.read}', now(), now() + interval '1 day')
                """, theirs, stranger);
        foreign("/me/delegations/{id}/end", delegation);
        foreign("/api/v1/delegations/{id}", delegation);
        for (String open : List.of("/invitation/{token}", "/invitation/{token}/mine", "/signup/confirm/{token}")) {
            known.put(open, new Specimen(null, null, Role.BUYER));
        }
    }

    private void webhooks(UUID mine, UUID theirs, UUID stranger) {
        String insert = """
                insert into webhook (id, reach, enterprise, name, type, address_sealed, host, language, kinds, enabled,
                                     created_by, created_at)
                values (:id, 'ENTERPRISE', :enterprise, 'matrix', 'JSON', 'sealed', 'example.com', 'zh', '{}', false,
                        :account, now())
                """;
        UUID own = made(insert, mine, stranger);
        UUID foreign = made(insert, theirs, stranger);
        foreign("/webhooks/{id}", foreign);
        foreign("/webhooks/{id}/delete", foreign);
        foreign("/webhooks/{id}/test", foreign);
        both("/api/v1/webhooks/{id}", own, foreign, Role.PLANT_OWNER);
        foreign("/api/v1/webhooks/{id}/test", foreign);
        UUID delivery = made("""
                insert into delivery (id, channel, webhook, reach, enterprise, kind, arguments, link, items, state, attempts,
                                      next_at, created_at, ended_at, expires_at)
                values (:id, 'WEBHOOK', :account, 'ENTERPRISE', :enterprise, 'matrix', '[]', '/', '{}', 'DEAD', 1, now(),
                        now(), now(), now() + interval '1 day')
                """, theirs, stranger);
        foreign("/deliveries/{id}", delivery);
        foreign("/deliveries/{id}/resend", delivery);
        foreign("/api/v1/deliveries/{id}/resend", delivery);
    }

    private UUID made(String insert, UUID enterprise, UUID account) {
        UUID id = UUID.randomUUID();
        JdbcClient.StatementSpec statement =
                database.client().sql(insert).param("id", id).param("enterprise", enterprise);
        (insert.contains(":account") ? statement.param("account", account) : statement).update();
        return id;
    }

    private void foreign(String pattern, Object id) {
        known.put(pattern, new Specimen(null, pattern.replaceFirst(VARIABLE, id.toString()), Role.PLANT_OWNER));
    }

    private void registry(UUID mine, UUID theirs, UUID stranger) {
        UUID me = accountOf(Role.PLANT_OWNER);
        UUID own = application(me);
        UUID foreign = application(stranger);
        for (String path : List.of("/registration/{id}", "/api/v1/enterprises/applications/{id}")) {
            both(path, own, foreign, Role.PLANT_OWNER);
            for (String action : List.of("/submit", "/withdraw", "/urge", "/discard")) {
                both(path + action, own, foreign, Role.PLANT_OWNER);
            }
        }
        both("/registration/{id}/licence", own, foreign, Role.PLANT_OWNER);
        known.put(
                "/registration/{id}/{step}",
                new Specimen(
                        "/registration/" + own + "/identity",
                        "/registration/" + foreign + "/identity",
                        Role.PLANT_OWNER));
        known.put(
                "/registration/{id}/licence/{place}/remove",
                new Specimen(null, "/registration/" + foreign + "/licence/0/remove", Role.PLANT_OWNER));
        UUID ownFile = scan(me);
        UUID foreignFile = scan(stranger);
        both("/enterprise-files/{id}", ownFile, foreignFile, Role.PLANT_OWNER);
        both("/api/v1/enterprises/files/{id}", ownFile, foreignFile, Role.PLANT_OWNER);
        both("/my-enterprise/capabilities/{id}/remove", capability(mine), capability(theirs), Role.PLANT_OWNER);
        known.put("/my-enterprise/change/{step}", new Specimen(null, null, Role.PLANT_OWNER));
        // The operator's alone, for every enterprise.
        for (String path : List.of(
                "/applications/{id}",
                "/applications/{id}/approve",
                "/applications/{id}/reject",
                "/applications/{id}/transfer",
                "/api/v1/enterprises/applications/{id}/approve",
                "/api/v1/enterprises/applications/{id}/reject",
                "/api/v1/enterprises/applications/{id}/transfer",
                "/enterprises/admissions/{id}",
                "/enterprises/admissions/{id}/confirm",
                "/enterprises/admissions/{id}/errors.xlsx",
                "/api/v1/enterprises/admissions/{id}",
                "/api/v1/enterprises/admissions/{id}/confirm",
                "/api/v1/enterprises/admissions/{id}/errors.xlsx",
                "/enterprises/{id}/suspend",
                "/enterprises/{id}/reinstate",
                "/api/v1/enterprises/{id}/suspend",
                "/api/v1/enterprises/{id}/reinstate")) {
            known.put(path, new Specimen(null, path.replace("{id}", foreign.toString()), Role.OPERATOR));
        }
    }

    private UUID application(UUID applicant) {
        UUID id = UUID.randomUUID();
        database.client().sql("""
                        insert into enterprise_application (id, purpose, applicant, applicant_name, applicant_english_name, phase,
                                                            version, form, uscc, name, created_at, updated_at)
                        values (:id, 'REGISTRATION', :applicant, '矩阵', 'Matrix', 'DRAFT', 1, '{}', '', '', now(), now())
                        """).param("id", id).param("applicant", applicant).update();
        return id;
    }

    private UUID scan(UUID account) {
        UUID id = UUID.randomUUID();
        database.client().sql("""
                        insert into enterprise_file (id, account, name, media_type, size, sha256, content, created_at)
                        values (:id, :account, 'matrix.pdf', 'application/pdf', 4, '', '%PDF', now())
                        """).param("id", id).param("account", account).update();
        return id;
    }

    private UUID capability(UUID enterprise) {
        UUID id = UUID.randomUUID();
        database.client()
                .sql("""
                        insert into enterprise_capability (id, enterprise, kind, name, unit, remark, at, account_name,
                                                           english_account_name)
                        values (:id, :enterprise, 'PROCESS', 'matrix', '', '', now(), '', '')
                        """)
                .param("id", id)
                .param("enterprise", enterprise)
                .update();
        return id;
    }

    private void keys(UUID mine, UUID theirs) {
        UUID own = key(mine);
        UUID foreign = key(theirs);
        for (String path : List.of("/keys/{id}", "/api/v1/keys/{id}")) {
            both(path, own, foreign, Role.PLANT_OWNER);
            for (String action : List.of("/limit", "/revoke", "/rotate")) {
                both(path + action, own, foreign, Role.PLANT_OWNER);
            }
        }
    }

    private UUID key(UUID owner) {
        UUID id = UUID.randomUUID();
        database.client()
                .sql("""
                        insert into access_key (id, kind, public_id, enterprise, name, permissions, addresses, secret_made_at,
                                                created_by, created_at, expires_at)
                        values (:id, 'API_KEY', :publicId, :owner, 'matrix', '{events.read}', '{}', now(), :id, now(),
                                now() + interval '1 day')
                        """)
                .param("id", id)
                .param("publicId", id.toString().substring(0, 16))
                .param("owner", owner)
                .update();
        return id;
    }

    private void consents(UUID mine, UUID theirs) {
        UUID third = enterprise("91371599MA3MTRX3", "9529863");
        UUID asked = consent(mine, theirs, "REQUESTED");
        UUID given = consent(theirs, mine, "GRANTED");
        UUID foreign = consent(theirs, third, "REQUESTED");
        UUID foreignGiven = consent(third, theirs, "GRANTED");
        for (String root : List.of("/consents/{id}", "/api/v1/consents/{id}")) {
            both(root, asked, foreign, Role.PLANT_OWNER);
            for (String step : List.of("/grant", "/refuse", "/withdraw")) {
                both(root + step, asked, foreign, Role.PLANT_OWNER);
            }
            both(root + "/revoke", given, foreignGiven, Role.PLANT_OWNER);
            fields(root + "/data/{field}", given, foreignGiven, Role.BANK);
        }
        both("/api/v1/consents/{id}/reads", given, foreignGiven, Role.PLANT_OWNER);
        fields("/consents/{id}/preview/{field}", asked, foreign, Role.PLANT_OWNER);
        known.put(
                "/api/v1/consents/preview/{field}",
                new Specimen(
                        "/api/v1/consents/preview/enterprises.profile?from=2026-01-01&to=2026-01-31",
                        null,
                        Role.PLANT_OWNER));
    }

    private void recalls(UUID mine, UUID theirs) {
        UUID own = recall(mine);
        UUID foreign = recall(theirs);
        for (String path : List.of("/recalls/{id}", "/api/v1/recalls/{id}")) {
            both(path, own, foreign, Role.PLANT_OWNER);
            both(path + "/items", own, foreign, Role.PLANT_OWNER);
            for (String step : List.of("/open", "/search", "/close", "/cancel")) {
                both(path + step, own, foreign, Role.PLANT_OWNER);
            }
        }
        both("/recalls/{id}/remind", own, foreign, Role.PLANT_OWNER);
        both("/recalls/{id}/acknowledge", own, foreign, Role.PLANT_OWNER);
        both("/recalls/{id}/holders", own, foreign, Role.PLANT_OWNER);
        both("/recalls/{id}/report.pdf", own, foreign, Role.PLANT_OWNER);
        both("/api/v1/recalls/{id}/reminders", own, foreign, Role.PLANT_OWNER);
        both("/api/v1/recalls/{id}/acknowledgement", own, foreign, Role.PLANT_OWNER);
        both("/api/v1/recalls/{id}/report", own, foreign, Role.PLANT_OWNER);
        UUID goods = UUID.randomUUID();
        known.put(
                "/recalls/{id}/items/{item}",
                new Specimen(null, "/recalls/" + foreign + "/items/" + goods, Role.PLANT_OWNER));
        known.put(
                "/api/v1/recalls/{id}/items/{item}/actions",
                new Specimen(null, "/api/v1/recalls/" + foreign + "/items/" + goods + "/actions", Role.PLANT_OWNER));
        // What was asked is in the address; a broken one is nobody's.
        known.put("/recalls/new/{question}", new Specimen(null, "/recalls/new/e30x", Role.PLANT_OWNER));
    }

    private UUID recall(UUID initiator) {
        UUID id = UUID.randomUUID();
        database.client()
                .sql("""
                        insert into recall (id, number, initiator, state, title, reason, description, advice, origin, origin_digest,
                                            due_on, created_by, created_at)
                        values (:id, :number, :initiator, 'CLOSED', 'matrix', 'OTHER', '', '', '{"ids": ["matrix"]}', :id, now(), :id,
                                now())
                        """)
                .param("id", id)
                .param("number", id.toString())
                .param("initiator", initiator)
                .update();
        return id;
    }

    private void fields(String pattern, UUID own, UUID foreign, Role reader) {
        both(pattern.replace("{field}", "enterprises.profile"), own, foreign, reader);
        Specimen made = known.remove(pattern.replace("{field}", "enterprises.profile"));
        if (made != null) {
            known.put(pattern, made);
        }
    }

    private UUID consent(UUID granter, UUID reader, String state) {
        UUID id = UUID.randomUUID();
        database.client()
                .sql("""
                        insert into consent (id, granter, reader, purpose, reference, message, state, asked_fields, asked_from, asked_to,
                                             asked_until, fields, period_from, period_to, last_day, ends_at, requested_by, requested_at)
                        values (:id, :granter, :reader, 'supplier-assessment', 'matrix', '', :state, '{enterprises.profile}',
                                '2026-01-01', '2026-12-31', '2099-12-31', '{enterprises.profile}', '2026-01-01', '2026-12-31',
                                '2099-12-31', '2100-01-01', :id, now())
                        """)
                .param("id", id)
                .param("granter", granter)
                .param("reader", reader)
                .param("state", state)
                .update();
        return id;
    }

    private void ledger(UUID mine, UUID theirs) {
        CaptureJob ownJob = captured(mine);
        CaptureJob foreignJob = captured(theirs);
        both("/captures/{id}", ownJob.id(), foreignJob.id(), Role.QUALITY);
        both("/epcis/capture/{id}", ownJob.id(), foreignJob.id(), Role.QUALITY);
        UUID ownEvent = event(ownJob.id());
        UUID foreignEvent = event(foreignJob.id());
        both("/events/{key}", ownEvent, foreignEvent, Role.QUALITY);
        both("/api/v1/genealogy/events/{event}", ownEvent, foreignEvent, Role.QUALITY);
        both("/epcis/events/{eventId}", "urn:uuid:" + mine, "urn:uuid:" + theirs, Role.QUALITY);
    }

    private void cards(UUID mine, UUID theirs, UUID stranger) {
        UUID own = card(mine, stranger);
        UUID foreign = card(theirs, stranger);
        both("/cards/{id:[0-9a-f-]{36}}", own, foreign, Role.WORKSHOP);
        both("/api/v1/cards/{id}", own, foreign, Role.WORKSHOP);
        foreign("/api/v1/cards/entries/{entry}/photo", UUID.randomUUID());
    }

    private UUID card(UUID enterprise, UUID account) {
        UUID product = made("""
                insert into card_product (id, enterprise, gtin, issued, name, unit, created_by, created_at)
                values (:id, :enterprise, '09529861000012', false, '矩阵', 'PIECES', :account, now())
                """, enterprise, account);
        return made("""
                insert into card (id, enterprise, product, thing, lot, route, quantity, unit, inputs, created_by, created_at)
                values (:id, :enterprise, '%s', 'https://id.gs1.org/01/09529861000012/10/M1', 'M1', '{FORGING}', 1, 'PIECES', '[]',
                        :account, now())
                """.formatted(product), enterprise, account);
    }

    private void codes(UUID mine, UUID theirs) {
        UUID own = finding(mine);
        UUID foreign = finding(theirs);
        both("/scans/findings/{id}", own, foreign, Role.QUALITY);
        both("/api/v1/scans/findings/{id}", own, foreign, Role.QUALITY);
        both("/api/v1/scans/findings/{id}/decision", own, foreign, Role.QUALITY);
        UUID ownReport = report(mine);
        UUID foreignReport = report(theirs);
        both("/scans/reports/{id}", ownReport, foreignReport, Role.QUALITY);
        both("/api/v1/scans/reports/{id}/answer", ownReport, foreignReport, Role.QUALITY);
        known.put("/scanned/{number}", new Specimen(null, null, Role.BUYER));
    }

    private UUID finding(UUID maker) {
        UUID id = UUID.randomUUID();
        database.client().sql("""
                        insert into code_finding (id, maker, code_key, code, product, cause, state, figures, visitors, found_at, last_at)
                        values (:id, :maker, :id, 'https://id.gs1.org/01/09506000134352/21/M', '', 'SOLD_TWICE', 'OPEN', '["2"]', 0,
                                now(), now())
                        """).param("id", id).param("maker", maker).update();
        return id;
    }

    private UUID report(UUID maker) {
        UUID id = UUID.randomUUID();
        database.client()
                .sql("""
                        insert into code_report (id, number, maker, code_key, code, verdict, note, seller, visitor, state)
                        values (:id, :number, :maker, :id, 'https://id.gs1.org/01/09506000134352/21/M', 'UNKNOWN', '', '', :id, 'OPEN')
                        """)
                .param("id", id)
                .param("number", "JB-" + id)
                .param("maker", maker)
                .update();
        return id;
    }

    private void notices(UUID reader, UUID stranger) {
        UUID own = notice(reader);
        UUID foreign = notice(stranger);
        both("/inbox/{id}", own, foreign, Role.PLANT_OWNER);
        both("/inbox/{id}/read", own, foreign, Role.PLANT_OWNER);
        both("/api/v1/notifications/{id}", own, foreign, Role.PLANT_OWNER);
        both("/api/v1/notifications/{id}/read", own, foreign, Role.PLANT_OWNER);
    }

    private UUID notice(UUID reader) {
        UUID id = UUID.randomUUID();
        database.client().sql("""
                        insert into notice (account, id, kind, arguments, link, reach, created_at)
                        values (:account, :id, 'matrix', '[]', '/', 'PERSON', now())
                        """).param("account", reader).param("id", id).update();
        return id;
    }

    private void audit(UUID mine, UUID theirs) {
        UUID own = auditEntry(mine);
        UUID foreign = auditEntry(theirs);
        for (String pattern :
                List.of("/audit/{id}", "/audit/{id}/verify", "/audit/{id}/unmask", "/api/v1/audit/{id}")) {
            both(pattern, own, foreign, Role.PLANT_OWNER);
        }
        UUID request = erasureRequest();
        for (String root : List.of("/privacy/erasures/{id}", "/api/v1/privacy/erasures/{id}")) {
            for (String step : List.of("", "/erase", "/refuse")) {
                String path = (root + step).replace("{id}", request.toString());
                known.put(root + step, new Specimen(path, null, Role.OPERATOR));
            }
        }
    }

    private UUID auditEntry(UUID enterprise) {
        UUID id = UUID.randomUUID();
        database.client()
                .sql("""
                        with written as (
                            insert into audit_entry (id, occurred_at, action, subject_kind, enterprise, outcome, details, actor_kind)
                            values (:id, now(), 'access.matrix', 'thing', :enterprise, 'done', '{}', 'platform'))
                        insert into audit_unsealed (entry) values (:id)
                        """)
                .param("id", id)
                .param("enterprise", enterprise)
                .update();
        return id;
    }

    /** Of an account that nobody has. */
    private UUID erasureRequest() {
        UUID id = UUID.randomUUID();
        database.client().sql("""
                        insert into erasure_request (id, account, requested_by, requested_at, status, erased)
                        values (:id, :id, :id, now(), 'REQUESTED', '{}')
                        """).param("id", id).update();
        return id;
    }

    private UUID accountOf(Role role) {
        return database.client()
                .sql("select id from account where login = :login")
                .param("login", login(role))
                .query(UUID.class)
                .single();
    }

    /** What is there for every member, so that there is no foreign one. */
    private void everybodys() {
        for (String open : List.of(
                "/api/v1/enterprises/{id}",
                "/api/v1/enterprises/{id}/profile",
                "/enterprises/{id}",
                "/api/v1/enterprises/uscc/{code}")) {
            known.put(open, new Specimen(null, null, Role.PLANT_OWNER));
        }
        for (String open : List.of("/01/**", "/00/**", "/8003/**", "/8004/**", "/253/**")) {
            known.put(open, new Specimen(null, null, Role.BUYER));
        }
    }

    private void both(String pattern, Object own, Object foreign, Role reader) {
        known.put(
                pattern,
                new Specimen(
                        pattern.replaceFirst(VARIABLE, own.toString()),
                        pattern.replaceFirst(VARIABLE, foreign.toString()),
                        reader));
    }

    private CaptureJob captured(UUID owner) {
        return capture.capture(
                owner,
                """
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument",
                 "schemaVersion":"2.0","creationDate":"2026-01-02T03:04:05Z","epcisBody":{"eventList":[
                 {"type":"ObjectEvent","eventID":"urn:uuid:%2$s","eventTime":"2026-01-02T03:04:05+08:00","eventTimeZoneOffset":"+08:00",
                  "epcList":["urn:epc:id:sgtin:9521110.000001.matrix%1$s"],"action":"OBSERVE","bizStep":"inspecting"}]}}
                """.formatted(owner.toString().substring(0, 8), owner).getBytes(StandardCharsets.UTF_8),
                "application/ld+json",
                CaptureBehaviour.ROLLBACK,
                "matrix");
    }

    private UUID event(UUID capture) {
        return database.client()
                .sql("select event from event where capture = :capture")
                .param("capture", capture)
                .query(UUID.class)
                .single();
    }

    private UUID enterprise(String start, String prefix) {
        String uscc = start + "T";
        String gln = prefix + "00001";
        return enterprises
                .register(new Enterprise(
                        UUID.randomUUID(),
                        uscc + UnifiedSocialCreditCode.checkCharacter(uscc),
                        gln + CheckDigits.of(gln),
                        prefix,
                        EnterpriseKind.ASSEMBLER,
                        "矩阵" + prefix,
                        "Matrix " + prefix,
                        "371581",
                        null,
                        null,
                        true))
                .id();
    }

    /**
     * An example for an endpoint with an identifier.
     *
     * @param own path to one's own thing; absent where there is no such thing to read
     * @param foreign path to another enterprise's; absent where the thing is everybody's
     * @param reader who may read the own one
     */
    record Specimen(@Nullable String own, @Nullable String foreign, Role reader) {}
}
