package org.raceway.scans;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.raceway.access.Caller;
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

/** A maker of bearings with one product, and its owner. */
final class TestMaker {
    static final String PASSWORD = "scans-test-1";

    final Enterprise enterprise;
    final Caller owner;
    final String login;
    final String gtin;
    private final Capture capture;

    TestMaker(Enterprises enterprises, Accounts accounts, Capture capture) {
        this.capture = capture;
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String uscc = "91371599MA" + random.nextInt(1_000_000, 9_999_999);
        String prefix = "95" + random.nextInt(10_000, 99_999);
        String gln = prefix + "00000";
        enterprise = enterprises.register(new Enterprise(
                UUID.randomUUID(),
                uscc + UnifiedSocialCreditCode.checkCharacter(uscc),
                gln + CheckDigits.of(gln),
                prefix,
                EnterpriseKind.ASSEMBLER,
                "临清澄岳轴承有限公司",
                "Linqing Chengyue Bearings",
                "371581",
                null,
                null,
                true));
        login = "scans-" + UUID.randomUUID();
        UUID account = accounts.create(
                new Accounts.NewAccount(login, PASSWORD, "周明", "Zhou Ming", Role.PLANT_OWNER, enterprise.id()));
        owner = new Caller(account, enterprise.id(), null, Role.PLANT_OWNER.permissions(), Role.PLANT_OWNER.scope());
        String digits = "0" + prefix + "00800";
        gtin = digits + CheckDigits.of(digits);
        store("""
                "epcisHeader":{"epcisMasterData":{"vocabularyList":[{"type":"urn:epcglobal:epcis:vtype:EPCClass",
                "vocabularyElementList":[{"id":"https://id.gs1.org/01/%s","attributes":[
                {"id":"https://w3id.org/raceway/vocabulary#designation","attribute":"6204-2RS/P5"},
                {"id":"https://w3id.org/raceway/vocabulary#name","attribute":"深沟球轴承"},
                {"id":"https://w3id.org/raceway/vocabulary#nameEnglish","attribute":"Deep groove ball bearing"},
                {"id":"https://w3id.org/raceway/vocabulary#publicFields","attribute":"designation,name,maker"}
                ]}]}]}},"epcisBody":{"eventList":[]}""".formatted(gtin));
    }

    /** The address of a unit's public page. */
    String path(String serial) {
        return "/01/" + gtin + "/21/" + serial;
    }

    String code(String serial) {
        return "https://id.gs1.org" + path(serial);
    }

    void issue(String serial, int day) {
        event(serial, "ADD", "commissioning", day);
    }

    void event(String serial, String action, String step, int day) {
        store("""
                "epcisBody":{"eventList":[{"type":"ObjectEvent","eventTime":"2026-10-%02dT08:00:00+08:00",
                "eventTimeZoneOffset":"+08:00","action":"%s","bizStep":"%s","epcList":["%s"]}]}""".formatted(day, action, step, code(serial)));
    }

    private void store(String content) {
        String document = "{\"@context\":[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\","
                + "{\"raceway\":\"https://w3id.org/raceway/vocabulary#\"}],\"type\":\"EPCISDocument\","
                + "\"schemaVersion\":\"2.0\",\"creationDate\":\"2026-11-02T03:04:05Z\"," + content + "}";
        CaptureJob job = capture.capture(
                enterprise.id(),
                document.getBytes(StandardCharsets.UTF_8),
                "application/ld+json",
                CaptureBehaviour.ROLLBACK,
                "test");
        if (!job.success()) {
            throw new IllegalStateException(job.errors() + " " + document);
        }
    }
}
