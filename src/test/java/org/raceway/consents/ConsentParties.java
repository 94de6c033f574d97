package org.raceway.consents;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.raceway.access.Caller;
import org.raceway.access.DataScope;
import org.raceway.access.Permission;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.CheckDigits;
import org.raceway.identifiers.gs1.UnifiedSocialCreditCode;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.raceway.traceability.Capture;
import org.raceway.traceability.CaptureBehaviour;
import org.raceway.traceability.CaptureJob;

/** A plant, a bank and another bank, each with a person, and the plant's deliveries of October and November. */
final class ConsentParties {
    static final String DELIVERIES = "traceability.deliveries";
    static final String PRODUCTION = "traceability.production-volume";
    static final String PROFILE = "enterprises.profile";
    static final String PASSWORD = "consents-test-1";
    static final Period OCTOBER = Period.month(YearMonth.of(2026, 10));
    static final Period AUTUMN = new Period(LocalDate.of(2026, 9, 1), LocalDate.of(2026, 11, 30));
    static final Consent.Terms TERMS =
            new Consent.Terms(List.of(DELIVERIES, PROFILE), AUTUMN, LocalDate.of(2027, 1, 31));

    private static final String GTIN = "urn:epc:id:sgtin:9521110.000001.";

    final Enterprise plant;
    final Enterprise bank;
    final Enterprise otherBank;
    final Caller owner;
    final Caller banker;
    final Caller otherBanker;
    final String ownerLogin;
    final String bankerLogin;
    final String otherLogin;

    ConsentParties(Enterprises enterprises, Accounts accounts) {
        plant = enterprises.register(enterprise(EnterpriseKind.ASSEMBLER, "临清远帆轴承有限公司", "Linqing Yuanfan Bearings"));
        bank = enterprises.register(enterprise(EnterpriseKind.BANK, "临清农商银行", "ICBC Linqing"));
        otherBank = enterprises.register(enterprise(EnterpriseKind.BANK, "聊城银行", "Bank of Liaocheng"));
        ownerLogin = login();
        bankerLogin = login();
        otherLogin = login();
        owner = caller(accounts, ownerLogin, Role.PLANT_OWNER, plant);
        banker = caller(accounts, bankerLogin, Role.BANK, bank);
        otherBanker = caller(accounts, otherLogin, Role.BANK, otherBank);
    }

    /** One that nobody else has asked for. */
    static ConsentRequest request(ConsentParties parties, String reference) {
        return new ConsentRequest(
                parties.plant.id(), new PurposeReference("loan-application", reference), TERMS, "流动资金贷款");
    }

    private static String login() {
        return "consents-" + UUID.randomUUID();
    }

    private static Caller caller(Accounts accounts, String login, Role role, Enterprise enterprise) {
        UUID account = accounts.create(new Accounts.NewAccount(login, PASSWORD, "测试", "Test", role, enterprise.id()));
        return new Caller(account, enterprise.id(), null, EnumSet.copyOf(role.permissions()), DataScope.GRANTED);
    }

    static Caller with(Caller caller, Permission permission, DataScope scope) {
        return new Caller(caller.accountId(), caller.enterprise(), null, EnumSet.of(permission), scope);
    }

    private static Enterprise enterprise(EnterpriseKind kind, String name, String englishName) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String uscc = "91371599MA" + random.nextInt(1_000_000, 9_999_999);
        String prefix = "95" + random.nextInt(10_000, 99_999);
        String gln = prefix + random.nextInt(10_000, 99_999);
        return new Enterprise(
                UUID.randomUUID(),
                uscc + UnifiedSocialCreditCode.checkCharacter(uscc),
                gln + CheckDigits.of(gln),
                prefix,
                kind,
                name,
                englishName,
                "371581",
                null,
                null,
                true);
    }

    /**
     * October: a box with two units, and 500 loose ones, to the bank's address; November: 20 loose ones. A return and goods that
     * go out for work don't count, nor does what was declared to be in error.
     */
    void ship(Capture capture) throws InterruptedException {
        String serial = "" + ThreadLocalRandom.current().nextLong(1_000_000_000L, 9_999_999_999L);
        String box = "urn:epc:id:sscc:9521110.1" + serial.substring(0, 9);
        String wrong = UUID.randomUUID().toString();
        List<String> events = List.of(
                event(
                        "ObjectEvent",
                        "2026-10-04T08:00:00+08:00",
                        "ADD",
                        "commissioning",
                        "\"epcList\":[\"" + GTIN + serial + "1\",\"" + GTIN + serial + "2\"]",
                        ""),
                event(
                        "AggregationEvent",
                        "2026-10-04T09:00:00+08:00",
                        "ADD",
                        "packing",
                        "\"parentID\":\"" + box + "\",\"childEPCs\":[\"" + GTIN + serial + "1\",\"" + GTIN + serial
                                + "2\"]",
                        ""),
                shipping(
                        "2026-10-05T08:00:00+08:00", "\"epcList\":[\"" + box + "\"]", "owning_party", "in_transit", ""),
                shipping("2026-10-31T23:30:00+08:00", loose(500), "owning_party", "in_transit", ""),
                shipping("2026-11-01T00:30:00+08:00", loose(20), "owning_party", "in_transit", ""),
                shipping("2026-10-10T08:00:00+08:00", loose(7), "owning_party", "returned", ""),
                shipping("2026-10-11T08:00:00+08:00", loose(9), "possessing_party", "in_transit", ""),
                shipping(
                        "2026-10-12T08:00:00+08:00",
                        loose(4_000),
                        "owning_party",
                        "in_transit",
                        ",\"eventID\":\"urn:uuid:" + wrong + "\""),
                shipping(
                        "2026-10-12T08:00:00+08:00",
                        loose(4_000),
                        "owning_party",
                        "in_transit",
                        ",\"eventID\":\"urn:uuid:" + wrong
                                + "\",\"errorDeclaration\":{\"declarationTime\":\"2026-10-13T08:00:00+08:00\"}"));
        capture(capture, events);
    }

    /** Events of the plant. */
    void capture(Capture capture, List<String> events) {
        String document = "{\"@context\":[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\"],"
                + "\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\",\"creationDate\":\"2026-11-02T03:04:05Z\","
                + "\"epcisBody\":{\"eventList\":[" + String.join(",", events) + "]}}";
        CaptureJob job = capture.capture(
                plant.id(),
                document.getBytes(StandardCharsets.UTF_8),
                "application/ld+json",
                CaptureBehaviour.ROLLBACK,
                "test");
        if (!job.success()) {
            throw new IllegalStateException(job.errors().toString());
        }
    }

    private static String loose(int pieces) {
        return "\"quantityList\":[{\"epcClass\":\"urn:epc:class:lgtin:9521110.000001.L1\",\"quantity\":" + pieces
                + "}]";
    }

    private String shipping(String time, String what, String party, String disposition, String more) {
        return event(
                "ObjectEvent",
                time,
                "OBSERVE",
                "shipping",
                what,
                ",\"disposition\":\"" + disposition + "\",\"sourceList\":[{\"type\":\"" + party
                        + "\",\"source\":\"https://id.gs1.org/417/" + plant.gln()
                        + "\"}],\"destinationList\":[{\"type\":\""
                        + party + "\",\"destination\":\"https://id.gs1.org/417/" + bank.gln() + "\"}]" + more);
    }

    static String event(String type, String time, String action, String step, String what, String more) {
        return "{\"type\":\"" + type + "\",\"eventTime\":\"" + time + "\",\"eventTimeZoneOffset\":\"+08:00\"," + what
                + ",\"action\":\"" + action + "\",\"bizStep\":\"" + step + "\"" + more + "}";
    }
}
