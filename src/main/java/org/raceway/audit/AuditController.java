package org.raceway.audit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.DataScope;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.platform.Cell;
import org.raceway.platform.Fact;
import org.raceway.platform.PlatformProblem;
import org.raceway.platform.ProblemException;
import org.raceway.platform.TableQuery;
import org.raceway.platform.Tables;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.platform.Tone;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The trail's pages. Each reading of it is recorded in it. */
@Controller
@Requires(Permission.AUDIT_READ)
class AuditController {
    private static final int HEADS_SHOWN = 31;
    /** Links before and after the one that is verified. */
    private static final int NEIGHBOURS = 50;

    private final Tables tables;
    private final AuditTable table;
    private final AuditTrail trail;
    private final ChainVerifications verifications;
    private final Unmasking unmasking;
    private final Sealer sealer;

    AuditController(
            Tables tables,
            AuditTable table,
            AuditTrail trail,
            ChainVerifications verifications,
            Unmasking unmasking,
            Sealer sealer) {
        this.tables = tables;
        this.table = table;
        this.trail = trail;
        this.verifications = verifications;
        this.unmasking = unmasking;
        this.sealer = sealer;
    }

    @GetMapping("/audit")
    @Nullable
    ModelAndView list(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        boolean export = request.getParameter("export") != null;
        if (export && !caller.may(Permission.AUDIT_EXPORT)) {
            throw new AccessDeniedException("may not take the audit trail out");
        }
        TableQuery query = Tables.query(AuditTable.DEFINITION, request);
        if (!export) {
            trail.record(AuditReads.list(caller, query));
        }
        ModelAndView page = tables.show("audit", AuditTable.DEFINITION, table, request, response);
        return page == null
                ? null
                : page.addObject("whole", seesWhole(caller))
                        .addObject("damaged", seesWhole(caller) && sealer.headIsGone())
                        .addObject(
                                "jsonLines",
                                caller.may(Permission.AUDIT_EXPORT)
                                        ? "/api/v1/audit/export" + query.link("", false, 0, null)
                                        : "");
    }

    @GetMapping("/audit/{id}")
    ModelAndView one(@PathVariable UUID id, Locale locale) {
        TrailRow row = require(id);
        trail.record(AuditReads.one(row));
        return page(row, Texts.of(locale), null, false, null);
    }

    @PostMapping("/audit/{id}/verify")
    ModelAndView verifyOne(@PathVariable UUID id, Caller caller, Locale locale) {
        TrailRow row = require(id);
        TrailRow.Seal seal = row.seal();
        if (seal == null) {
            return page(row, Texts.of(locale), null, false, null);
        }
        long reach = seesWhole(caller) ? NEIGHBOURS : 0;
        Verification result = verifications.some(seal.number() - reach, seal.number() + reach);
        trail.record(AuditReads.verified(caller, result));
        return page(row, Texts.of(locale), result, false, null);
    }

    /** Shows the name and the origin that are masked otherwise. */
    @PostMapping("/audit/{id}/unmask")
    ModelAndView unmask(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            Locale locale,
            HttpServletResponse response) {
        TrailRow row = require(id);
        Texts texts = Texts.of(locale);
        try {
            unmasking.show("audit-entry", id, row.entry().enterprise(), "actor address userAgent", reason);
        } catch (ProblemException refused) {
            response.setStatus(refused.problem().status());
            return page(row, texts, null, false, refused.text(texts));
        }
        return page(row, texts, null, true, null);
    }

    /** The chain as a whole: the auditor's. */
    @GetMapping("/audit/chain")
    ModelAndView chain(Caller caller, Locale locale) {
        requireWhole(caller);
        return chainPage(Texts.of(locale), null);
    }

    @PostMapping("/audit/chain/verify")
    ModelAndView verifyAll(Caller caller, Locale locale) {
        requireWhole(caller);
        Verification result = verifications.all();
        trail.record(AuditReads.verified(caller, result));
        return chainPage(Texts.of(locale), result);
    }

    static boolean seesWhole(Caller caller) {
        return caller.scope(Permission.AUDIT_READ) == DataScope.CLUSTER;
    }

    static void requireWhole(Caller caller) {
        if (!seesWhole(caller)) {
            throw new AccessDeniedException("sees a part of the audit trail only");
        }
    }

    private TrailRow require(UUID id) {
        TrailRow row = table.find(id);
        if (row == null) {
            throw new ProblemException(PlatformProblem.NOT_FOUND);
        }
        return row;
    }

    private ModelAndView chainPage(Texts texts, @Nullable Verification result) {
        Chain chain = verifications.chain();
        List<Fact> facts = new ArrayList<>();
        Optional<Head> head = chain.head();
        fact(
                facts,
                texts,
                "audit.links",
                head.map(end -> String.valueOf(end.number())).orElse("0"));
        head.ifPresent(end -> fact(facts, texts, "audit.head", end.algorithm() + ":" + end.digest()));
        fact(facts, texts, "audit.waiting", String.valueOf(verifications.unsealed()));
        List<Fact> heads = chain.dailyHeads(HEADS_SHOWN).stream()
                .map(day -> new Fact(
                        day.day().toString(),
                        List.of(
                                Cell.of(texts.get("audit.nth", day.head().number())),
                                Cell.of(day.head().algorithm() + ":"
                                        + day.head().digest()))))
                .toList();
        return new ModelAndView("auditChain")
                .addObject("facts", facts)
                .addObject("heads", heads)
                .addObject("damaged", sealer.headIsGone())
                .addObject("verified", result != null)
                .addObject("good", result != null && result.good())
                .addObject("result", result == null ? "" : VerificationText.of(result, texts));
    }

    private ModelAndView page(
            TrailRow row, Texts texts, @Nullable Verification result, boolean unmasked, @Nullable String error) {
        RecordedEntry entry = row.entry();
        TrailRow.Seal seal = row.seal();
        List<Fact> neighbours = new ArrayList<>();
        if (seal != null) {
            neighbour(neighbours, texts, "audit.linkBefore", seal.number() - 1);
            neighbour(neighbours, texts, "audit.linkAfter", seal.number() + 1);
        }
        return new ModelAndView("auditEntry")
                .addObject("heading", AuditTable.action(entry.action(), texts))
                .addObject("id", entry.id().toString())
                .addObject("facts", facts(row, texts, unmasked))
                .addObject("link", link(row, texts))
                .addObject("neighbours", neighbours)
                .addObject("sealed", seal != null)
                .addObject("maskable", !unmasked && entry.actor() != null)
                .addObject("error", error == null ? "" : error)
                .addObject("verified", result != null)
                .addObject("good", result != null && result.good())
                .addObject("result", result == null ? "" : VerificationText.of(result, texts))
                .addObject("json", CanonicalJson.write(masked(row, unmasked).line()));
    }

    /** What a page shows of it; an export has the origin, which the digest covers. */
    private static TrailRow masked(TrailRow row, boolean unmasked) {
        return unmasked
                ? row
                : new TrailRow(
                        row.entry(),
                        row.seal(),
                        row.previous(),
                        null,
                        row.actorName(),
                        row.lenderName(),
                        row.enterpriseName());
    }

    private List<Fact> facts(TrailRow row, Texts texts, boolean unmasked) {
        RecordedEntry entry = row.entry();
        List<Fact> facts = new ArrayList<>();
        fact(facts, texts, "audit.time", Times.second(entry.occurredAt()));
        facts.add(new Fact(
                texts.get("audit.did"),
                List.of(Cell.of(AuditTable.action(entry.action(), texts)), Cell.of(entry.action()))));
        facts.add(new Fact(texts.get("audit.outcome"), List.of(AuditTable.outcome(entry.outcome(), texts))));
        List<Cell> who = new ArrayList<>();
        who.add(Cell.of(unmasked ? fullName(entry, texts) : AuditTable.actor(row, texts)));
        if (entry.actor() != null) {
            who.add(Cell.link(texts.get("audit.allOfActor"), "/audit?actor=" + entry.actor()));
        }
        facts.add(new Fact(texts.get("audit.actor"), who));
        if (entry.actorFor() != null) {
            facts.add(new Fact(
                    texts.get("audit.lender"),
                    List.of(
                            Cell.of(unmasked ? fullName(entry.actorFor(), texts) : row.lenderName()),
                            Cell.link(texts.get("audit.allOfActor"), "/audit?actor=" + entry.actorFor()))));
        }
        if (entry.actorEnterprise() != null) {
            fact(facts, texts, "audit.actorEnterprise", enterpriseName(entry.actorEnterprise(), texts));
        }
        fact(facts, texts, "audit.subject", AuditTable.subject(entry, texts));
        if (entry.enterprise() != null) {
            fact(facts, texts, "audit.enterprise", row.enterpriseName());
        }
        entry.details()
                .forEach((name, value) -> facts.add(
                        new Fact(AuditTable.text("audit.detail." + name, name, texts), List.of(Cell.of(value)))));
        Origin origin = row.origin();
        if (origin != null) {
            fact(
                    facts,
                    texts,
                    "audit.address",
                    unmasked ? String.valueOf(origin.address()) : Masked.address(origin.address()));
            if (unmasked) {
                fact(facts, texts, "audit.userAgent", String.valueOf(origin.userAgent()));
            }
        } else if (entry.origin() != null) {
            fact(facts, texts, "audit.address", texts.get("audit.originErased"));
        }
        if (entry.requestId() != null) {
            fact(facts, texts, "audit.requestId", entry.requestId());
        }
        return facts;
    }

    private static List<Fact> link(TrailRow row, Texts texts) {
        List<Fact> facts = new ArrayList<>();
        TrailRow.Seal seal = row.seal();
        if (seal == null) {
            facts.add(new Fact(
                    texts.get("audit.number"), List.of(Cell.tag(texts.get("audit.unsealedLong"), Tone.WATCH))));
            return facts;
        }
        fact(facts, texts, "audit.number", String.valueOf(seal.number()));
        fact(facts, texts, "audit.sealedAt", Times.second(seal.sealedAt()));
        fact(facts, texts, "audit.digest", seal.algorithm() + ":" + seal.digest());
        if (row.previous() != null) {
            fact(facts, texts, "audit.previous", row.previous());
        }
        return facts;
    }

    /** What a neighbour is says only the part of the trail that the caller sees. */
    private void neighbour(List<Fact> facts, Texts texts, String key, long number) {
        if (number < 1) {
            return;
        }
        List<Chain.Seal> found = verifications.chain().seals(number, 1);
        if (found.isEmpty() || found.getFirst().number() != number) {
            return;
        }
        UUID id = found.getFirst().entry();
        TrailRow row = table.find(id);
        facts.add(new Fact(
                texts.get(key),
                List.of(
                        Cell.of(texts.get("audit.nth", number)),
                        row == null
                                ? Cell.of(texts.get("audit.notYours"))
                                : Cell.link(
                                        Times.second(row.entry().occurredAt()) + " "
                                                + AuditTable.action(row.entry().action(), texts),
                                        "/audit/" + id))));
    }

    private String fullName(RecordedEntry entry, Texts texts) {
        UUID actor = entry.actor();
        if (actor == null) {
            return String.valueOf(entry.actorPart());
        }
        return fullName(actor, texts);
    }

    private String fullName(UUID account, Texts texts) {
        return table.names(TrailNames.Kind.ACCOUNT, List.of(account), texts.english())
                .getOrDefault(account, account.toString());
    }

    private String enterpriseName(UUID id, Texts texts) {
        Map<UUID, String> names = table.names(TrailNames.Kind.ENTERPRISE, List.of(id), texts.english());
        return names.getOrDefault(id, id.toString());
    }

    private static void fact(List<Fact> facts, Texts texts, String key, String value) {
        facts.add(new Fact(texts.get(key), List.of(Cell.of(value))));
    }
}
