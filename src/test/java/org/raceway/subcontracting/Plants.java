package org.raceway.subcontracting;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
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

/**
 * A turner that has sent 500 rings in two lots to be hardened and has 394 back, 6 of the first lot are lost; the heat treater; and a
 * turner with nothing to do with them.
 */
final class Plants {
    static final String PASSWORD = "subcontract-test-1";

    final Plant turner;
    final Plant heatTreater;
    final Plant stranger;
    private final Capture capture;

    record Plant(Enterprise enterprise, String login) {
        UUID id() {
            return enterprise.id();
        }

        String lot(int item, String number) {
            return "https://id.gs1.org/01/" + gtin(item) + "/10/" + number;
        }

        String gtin(int item) {
            String digits = "0" + enterprise.gs1Prefix() + String.format("%05d", item);
            return digits + CheckDigits.of(digits);
        }
    }

    Plants(Enterprises enterprises, Accounts accounts, Capture capture) {
        this.capture = capture;
        turner = plant(enterprises, accounts, EnterpriseKind.RING_TURNER, "临清鸿岳车件有限公司", "Linqing Hongyue Turning");
        heatTreater = plant(
                enterprises, accounts, EnterpriseKind.HEAT_TREATER, "临清炬川热处理有限公司", "Linqing Juchuan Heat Treatment");
        stranger = plant(enterprises, accounts, EnterpriseKind.RING_TURNER, "冠县柏岭车件有限公司", "Guanxian Bailing Turning");
        String a = amounts(turner.lot(100, "CI-1"), 400);
        String b = amounts(turner.lot(100, "CI-2"), 100);
        String f = amounts(heatTreater.lot(300, "FI-9"), 394);
        moved(turner, 1, "shipping", "subcontractOut", turner, heatTreater, a);
        moved(heatTreater, 1, "receiving", "receiving", turner, heatTreater, a);
        moved(turner, 2, "shipping", "subcontractOut", turner, heatTreater, b);
        event(
                heatTreater,
                "{\"type\":\"TransformationEvent\"," + time(3) + ",\"inputQuantityList\":" + a
                        + ",\"outputQuantityList\":" + f
                        + ",\"bizStep\":\"creating_class_instance\",\"raceway:step\":\"quenching\"}");
        moved(heatTreater, 4, "shipping", "shipping", heatTreater, turner, f);
        moved(turner, 5, "receiving", "subcontractIn", heatTreater, turner, f);
    }

    private void moved(Plant by, int day, String bizStep, String step, Plant from, Plant to, String what) {
        event(
                by,
                "{\"type\":\"ObjectEvent\",\"action\":\"OBSERVE\"," + time(day) + ",\"bizStep\":\"" + bizStep
                        + "\",\"raceway:step\":\"" + step + "\",\"quantityList\":" + what
                        + ",\"sourceList\":[{\"type\":\"possessing_party\",\"source\":\"" + party(from)
                        + "\"}],\"destinationList\":[{\"type\":\"possessing_party\",\"destination\":\"" + party(to)
                        + "\"}]}");
    }

    private static String time(int day) {
        return "\"eventTime\":\"2026-10-0" + day + "T09:00:00+08:00\",\"eventTimeZoneOffset\":\"+08:00\"";
    }

    private static String party(Plant plant) {
        return "https://id.gs1.org/417/" + plant.enterprise().gln();
    }

    private static String amounts(String lot, int quantity) {
        return "[{\"epcClass\":\"" + lot + "\",\"quantity\":" + quantity + "}]";
    }

    private void event(Plant by, String event) {
        String document = "{\"@context\":[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\","
                + "{\"raceway\":\"https://w3id.org/raceway/vocabulary#\"}],"
                + "\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\",\"creationDate\":\"2026-11-02T03:04:05Z\","
                + "\"epcisBody\":{\"eventList\":[" + event + "]}}";
        CaptureJob job = capture.capture(
                by.id(),
                document.getBytes(StandardCharsets.UTF_8),
                "application/ld+json",
                CaptureBehaviour.ROLLBACK,
                "test");
        if (!job.success()) {
            throw new IllegalStateException(job.errors() + " " + document);
        }
    }

    private static Plant plant(
            Enterprises enterprises, Accounts accounts, EnterpriseKind kind, String name, String englishName) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String uscc = "91371599MA" + random.nextInt(1_000_000, 9_999_999);
        String prefix = "95" + random.nextInt(10_000, 99_999);
        String gln = prefix + "00000";
        Enterprise enterprise = enterprises.register(new Enterprise(
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
                true));
        String login = "subcontract-" + UUID.randomUUID();
        accounts.create(new Accounts.NewAccount(login, PASSWORD, "测试", "Test", Role.PLANT_OWNER, enterprise.id()));
        return new Plant(enterprise, login);
    }
}
