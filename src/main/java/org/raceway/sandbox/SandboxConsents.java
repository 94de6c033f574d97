package org.raceway.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.raceway.access.Caller;
import org.raceway.consents.Consent;
import org.raceway.consents.ConsentRequest;
import org.raceway.consents.ConsentValue;
import org.raceway.consents.ConsentedData;
import org.raceway.consents.Consents;
import org.raceway.consents.DerivedResult;
import org.raceway.consents.Period;
import org.raceway.consents.PurposeReference;
import org.raceway.consents.ReadDoor;
import org.raceway.people.AccountPrincipal;
import org.raceway.people.Principals;
import org.raceway.platform.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What the demo bank has asked of the demo owner, by the doors that everybody takes: one consent in use, one request that waits. */
@Component
class SandboxConsents {
    private static final Logger LOG = LoggerFactory.getLogger(SandboxConsents.class);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String PROFILE = "enterprises.profile";
    private static final String DELIVERIES = "traceability.deliveries";
    private static final String PRODUCTION = "traceability.production-volume";
    private static final int VALID_DAYS = 90;
    private static final int MONTHS = 6;
    private static final int MONTHS_READ = 3;

    private final Consents consents;
    private final Principals accounts;
    private final Clock clock;

    SandboxConsents(Consents consents, Principals accounts, Clock clock) {
        this.consents = consents;
        this.accounts = accounts;
        this.clock = clock;
    }

    /**
     * Makes them, unless the two have dealt with each other already.
     *
     * @param granter the plant of the demo's owner
     */
    void make(UUID granter) {
        Caller owner = caller("owner", granter).orElse(null);
        Caller bank = accounts.ofLogin("bank").map(AccountPrincipal::caller).orElse(null);
        if (owner == null || bank == null) {
            return;
        }
        try {
            if (!consents.with(bank, granter).isEmpty()) {
                return;
            }
            YearMonth end = YearMonth.from(LocalDate.ofInstant(Instant.ofEpochSecond(Campaign.BASE), ZONE));
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZONE);
            Period period = new Period(
                    end.minusMonths(MONTHS).atDay(1), end.minusMonths(1).atEndOfMonth());
            LocalDate lastDay = today.plusDays(VALID_DAYS);
            PurposeReference used = new PurposeReference("loan-application", "2026-017");
            UUID id = consents.request(
                    bank,
                    new ConsentRequest(
                            granter,
                            used,
                            new Consent.Terms(List.of(PROFILE, DELIVERIES, PRODUCTION), period, lastDay),
                            "流动资金贷款 300 万元，核实经营情况"));
            consents.grant(owner, id, new Consent.Terms(List.of(PROFILE, DELIVERIES, PRODUCTION), period, lastDay));
            consents.read(bank, granter, PROFILE, period, used, ReadDoor.API);
            consents.read(bank, granter, PRODUCTION, period, used, ReadDoor.API);
            for (YearMonth month : months(consents.preview(owner, DELIVERIES, period))) {
                consents.read(bank, granter, DELIVERIES, Period.month(month), used, ReadDoor.API);
            }
            consents.derive(
                    bank,
                    List.of(id),
                    new DerivedResult(
                            "sandbox",
                            "2026-017",
                            "贷款申请 2026-017 的经营情况核实",
                            "Check of the business for loan application 2026-017"));
            consents.request(
                    bank,
                    new ConsentRequest(
                            granter,
                            new PurposeReference("loan-application", "2026-021"),
                            new Consent.Terms(
                                    List.of(PROFILE, "enterprises.contacts", DELIVERIES, PRODUCTION), period, lastDay),
                            "设备贷款 80 万元"));
        } catch (ProblemException e) {
            // With one of the demo's enterprises suspended there is nothing to show.
            LOG.warn("The sandbox has no consents: {}", e.getMessage());
        }
    }

    /** The last months of which there is data. */
    private static List<YearMonth> months(ConsentedData data) {
        List<YearMonth> all = data.rows().stream()
                .flatMap(row -> row.stream())
                .flatMap(value -> value instanceof ConsentValue.Month month ? Stream.of(month.month()) : Stream.of())
                .distinct()
                .sorted()
                .toList();
        return all.subList(Math.max(0, all.size() - MONTHS_READ), all.size());
    }

    /** Acting for that enterprise, whichever of theirs the person acted for last. */
    private Optional<Caller> caller(String login, UUID enterprise) {
        return accounts.ofLogin(login).stream()
                .flatMap(last -> Stream.concat(
                        Stream.of(last),
                        last.others().stream()
                                .flatMap(other -> accounts.of(last.caller().accountId(), other.membership()).stream())))
                .map(AccountPrincipal::caller)
                .filter(caller -> enterprise.equals(caller.enterprise()))
                .findFirst();
    }
}
