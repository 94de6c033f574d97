package org.raceway.sharing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.enterprises.Enterprises;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.raceway.traceability.Genealogy;
import org.raceway.traceability.SharedField;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Rules of sharing for machines. */
@RestController
@Requires(Permission.SHARING_READ)
@RequestMapping("/api/v1/sharing")
class SharingApi {
    private final SharingRules rules;
    private final Genealogy genealogy;
    private final Enterprises enterprises;
    private final JdbcClient database;

    SharingApi(SharingRules rules, Genealogy genealogy, Enterprises enterprises, JdbcClient database) {
        this.rules = rules;
        this.genealogy = genealogy;
        this.enterprises = enterprises;
        this.database = database;
    }

    /** A rule, and what it says. */
    record Answer(SharingRule rule, String sentence) {}

    /** The rules of the caller's enterprise, newest first. */
    @GetMapping("/rules")
    List<Answer> rules(Caller caller, Locale locale) {
        RuleWords words = new RuleWords(enterprises);
        return database
                .sql("select " + SharingRules.COLUMNS + " from sharing_rule where owner = :owner order by id desc")
                .param("owner", caller.requireEnterprise())
                .query(SharingRules::rule)
                .list()
                .stream()
                .map(rule -> new Answer(rule, words.sentence(rule, Texts.of(locale))))
                .toList();
    }

    /** Sets a rule; what is absent means every one. */
    @PostMapping("/rules")
    @Requires(Permission.SHARING_EDIT)
    ResponseEntity<Answer> set(@RequestBody Wanted body, Caller caller, Locale locale) {
        SharingRule rule = rules.set(
                caller,
                new SharingRules.Wanted(
                        effect(body.effect()),
                        body.partner(),
                        body.product(),
                        body.step(),
                        body.firstDay(),
                        body.lastDay(),
                        body.fields()));
        return ResponseEntity.created(URI.create("/api/v1/sharing/rules/" + rule.id()))
                .body(new Answer(rule, new RuleWords(enterprises).sentence(rule, Texts.of(locale))));
    }

    static SharingRule.Effect effect(@Nullable String effect) {
        for (SharingRule.Effect known : SharingRule.Effect.values()) {
            if (known.name().equalsIgnoreCase(effect)) {
                return known;
            }
        }
        throw new ProblemException(SharingProblem.INVALID, "effect");
    }

    /** Takes a rule back. */
    @DeleteMapping("/rules/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Requires(Permission.SHARING_EDIT)
    void remove(@PathVariable UUID id, Caller caller) {
        rules.remove(caller, id);
    }

    /**
     * What a partner sees of the caller's own nodes around a thing: when it has dealt with them itself, and when it is further away.
     * Which of both it is, is not told.
     *
     * @param id of a lot, unit or box, in any form
     */
    @GetMapping("/preview")
    List<Seen> preview(@RequestParam UUID partner, @RequestParam String id, Caller caller) {
        if (enterprises.byId(partner).isEmpty() || partner.equals(caller.requireEnterprise())) {
            throw new ProblemException(SharingProblem.INVALID, "partner");
        }
        String identified =
                Genealogy.identify(id).orElseThrow(() -> new ProblemException(SharingProblem.INVALID, "id"));
        return genealogy.preview(identified, caller.requireEnterprise(), partner).stream()
                .map(preview -> new Seen(
                        preview.node().id(),
                        preview.node().label(),
                        preview.node().step(),
                        preview.near(),
                        preview.beyond(),
                        preview.node().facts()))
                .toList();
    }

    /**
     * A node of the caller's.
     *
     * @param near fields that the partner sees when it has dealt with it
     * @param beyond fields that it sees when it is further away
     * @param facts of the node, whoever sees them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Seen(
            String id,
            String label,
            @Nullable String step,
            Set<SharedField> near,
            Set<SharedField> beyond,
            Map<String, String> facts) {}

    /**
     * What is to be a rule.
     *
     * @param effect {@code open} or {@code close}
     * @param product GTIN
     * @param firstDay of the making from which on it holds
     */
    record Wanted(
            @Nullable String effect,
            @Nullable UUID partner,
            @Nullable String product,
            @Nullable String step,
            @Nullable LocalDate firstDay,
            @Nullable LocalDate lastDay,
            @Nullable Set<SharedField> fields) {}
}
