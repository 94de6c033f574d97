package org.raceway.subcontracting;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.Enterprises;
import org.raceway.platform.ProblemException;
import org.springframework.format.annotation.DateTimeFormat;
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

/** Subcontracting for machines. */
@RestController
@Requires(Permission.SUBCONTRACTING_READ)
@RequestMapping("/api/v1/subcontracting")
class SubcontractingApi {
    private static final int LARGEST_PAGE = 1_000;

    private final Subcontracts subcontracts;
    private final Terms terms;
    private final Enterprises enterprises;
    private final JdbcClient database;

    SubcontractingApi(Subcontracts subcontracts, Terms terms, Enterprises enterprises, JdbcClient database) {
        this.subcontracts = subcontracts;
        this.terms = terms;
        this.enterprises = enterprises;
        this.database = database;
    }

    /**
     * Balances, one for each pair of enterprises and unit.
     *
     * @param truncated there are more events than one question looks at; ask from a later day
     */
    record Balances(List<Row> balances, boolean truncated) {}

    /** A balance with the other side's name. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(@JsonUnwrapped Balance balance, String principalName, String partnerName) {}

    /** Lots, oldest first. */
    record Answer(List<SentLot> lots, long total, boolean truncated) {}

    /**
     * What the caller's enterprise has with each partner, or with each enterprise that it works for.
     *
     * @param side {@code given} for what it sends out, {@code received} for what it works on for others
     * @param since first day on which goods went out; a year ago unless said
     */
    @GetMapping
    Balances balances(
            @RequestParam(defaultValue = "given") String side,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate since,
            Caller caller) {
        Subcontracts.Lots found = lots(side, since, caller);
        return new Balances(
                Balance.of(found.lots()).stream()
                        .map(balance -> new Row(balance, name(balance.principal()), name(balance.partner())))
                        .toList(),
                found.truncated());
    }

    /**
     * The lots behind a balance, each with the events that count.
     *
     * @param partner the other side; every one unless said
     * @param state {@code at_partner}, {@code overdue}, {@code missing}, {@code over}, {@code unmeasured}, {@code settled}
     */
    @GetMapping("/lots")
    Answer lots(
            @RequestParam(defaultValue = "given") String side,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate since,
            @RequestParam(required = false) @Nullable UUID partner,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "100") int limit,
            Caller caller) {
        Subcontracts.Lots found = lots(side, since, caller);
        Subcontracts.Lots wanted = partner == null ? found : found.with(partner);
        List<SentLot> all = wanted.lots().stream()
                .filter(lot -> state.isEmpty() || lot.state().name().equalsIgnoreCase(state))
                .toList();
        return new Answer(
                all.stream()
                        .skip(Math.max(0, offset))
                        .limit(Math.clamp(limit, 1, LARGEST_PAGE))
                        .toList(),
                all.size(),
                found.truncated());
    }

    private Subcontracts.Lots lots(String side, @Nullable LocalDate since, Caller caller) {
        return subcontracts.lots(caller, side(side), since == null ? subcontracts.usualStart() : since);
    }

    private static Subcontracts.Side side(String side) {
        return switch (side.toLowerCase(Locale.ROOT)) {
            case "given" -> Subcontracts.Side.GIVEN;
            case "received" -> Subcontracts.Side.RECEIVED;
            default -> throw new ProblemException(SubcontractingProblem.INVALID, "side");
        };
    }

    private String name(UUID id) {
        return enterprises.byId(id).map(Enterprise::name).orElse("");
    }

    /** What is agreed: set by the caller's enterprise, or by a principal with it. */
    @GetMapping("/terms")
    List<Term> terms(Caller caller) {
        UUID own = caller.requireEnterprise();
        return database.sql("select " + Terms.COLUMNS
                        + " from subcontract_term where principal = :own or partner = :own order by id limit :most")
                .param("own", own)
                .param("most", LARGEST_PAGE)
                .query(Terms::term)
                .list();
    }

    /** Agrees something; what is absent holds for every partner, product or step. */
    @PostMapping("/terms")
    @Requires(Permission.SUBCONTRACTING_EDIT)
    ResponseEntity<Term> set(@RequestBody Wanted body, Caller caller) {
        Term term = terms.set(
                caller,
                new Terms.Wanted(
                        body.partner(),
                        body.product(),
                        body.step(),
                        body.allowancePercent(),
                        body.days(),
                        body.note()));
        return ResponseEntity.created(URI.create("/api/v1/subcontracting/terms/" + term.id()))
                .body(term);
    }

    /** Takes it back. */
    @DeleteMapping("/terms/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Requires(Permission.SUBCONTRACTING_EDIT)
    void remove(@PathVariable UUID id, Caller caller) {
        terms.remove(caller, id);
    }

    /**
     * What is to be agreed.
     *
     * @param product GTIN of what is sent out
     * @param step what is done to it, as events name it: {@code quenching}
     * @param allowancePercent 0 to 100, three decimals; 0 unless said
     * @param days in which goods come back
     */
    record Wanted(
            @Nullable UUID partner,
            @Nullable String product,
            @Nullable String step,
            @Nullable BigDecimal allowancePercent,
            @Nullable Integer days,
            @Nullable String note) {}
}
