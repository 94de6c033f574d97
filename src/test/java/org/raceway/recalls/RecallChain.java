package org.raceway.recalls;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

/**
 * A heat treater, an assembler, a distributor and a shop. Of 100 hardened rings the assembler has made 30 bearings: 20 with serial
 * numbers in two boxes, 10 loose; 70 rings are left. The first box went to the distributor, who opened it, sold two, passed three on to
 * the shop and has five. Each has a person.
 */
final class RecallChain {
    static final String PASSWORD = "recalls-test-1";
    private static final OffsetDateTime START = OffsetDateTime.of(2026, 10, 1, 8, 0, 0, 0, ZoneOffset.ofHours(8));

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

    final Party heatTreater;
    final Party assembler;
    final Party distributor;
    final Party shop;
    final String furnaceLot;
    final String assemblyLot;
    final List<String> units;
    final String firstBox;
    final String secondBox;
    private final Capture capture;
    private int hour;

    record Party(Enterprise enterprise, Caller caller, String login) {
        UUID id() {
            return enterprise.id();
        }
    }

    RecallChain(Enterprises enterprises, Accounts accounts, Capture capture) {
        this.capture = capture;
        heatTreater = party(
                enterprises, accounts, EnterpriseKind.HEAT_TREATER, "临清烁川热处理有限公司", "Linqing Shuochuan Heat Treatment");
        assembler = party(enterprises, accounts, EnterpriseKind.ASSEMBLER, "临清澜岳轴承有限公司", "Linqing Lanyue Bearings");
        distributor = party(
                enterprises, accounts, EnterpriseKind.DISTRIBUTOR, "聊城霁桥轴承销售有限公司", "Liaocheng Jiqiao Bearing Sales");
        shop = party(enterprises, accounts, EnterpriseKind.DISTRIBUTOR, "冠县朔禾轴承门市部", "Guanxian Shuohe Bearing Shop");
        furnaceLot = lot(heatTreater, 300, "FI-7");
        assemblyLot = lot(assembler, 800, "A-7");
        units = IntStream.range(0, 20)
                .mapToObj(i -> gtin(assembler, 800) + "/21/S" + (100 + i))
                .toList();
        firstBox = box(assembler, 1);
        secondBox = box(assembler, 2);
        record();
    }

    private void record() {
        introduce(heatTreater, 300, "6204 内圈热处理件", "6204 inner ring, hardened");
        introduce(assembler, 800, "深沟球轴承 6204-2RS", "Deep groove ball bearing 6204-2RS");
        transform(
                heatTreater,
                "quenching",
                "",
                lots(furnaceLot, 100),
                "\"raceway:furnace\":\"2#\",\"cbvmda:lotNumber\":\"FI-7\"");
        send(heatTreater, assembler, "\"quantityList\":" + lots(furnaceLot, 100));
        assemble(30, assemblyLot, "A-7");
        capture(assembler, object("ADD", "commissioning", epcs(units), ",\"ilmd\":{\"cbvmda:lotNumber\":\"A-7\"}"));
        pack(assembler, "ADD", firstBox, units.subList(0, 10));
        pack(assembler, "ADD", secondBox, units.subList(10, 20));
        send(assembler, distributor, epcs(List.of(firstBox)));
        pack(distributor, "DELETE", firstBox, units.subList(0, 10));
        capture(distributor, object("OBSERVE", "retail_selling", epcs(units.subList(0, 2)), ""));
        send(distributor, shop, epcs(units.subList(2, 5)));
    }

    /** Bearings made of the furnace lot. */
    void assemble(int pieces, String into, String lotNumber) {
        transform(
                assembler,
                "assembling",
                lots(furnaceLot, pieces),
                lots(into, pieces),
                "\"cbvmda:lotNumber\":\"" + lotNumber + "\"");
    }

    /** A later lot's identifier. */
    String laterLot(String number) {
        return lot(assembler, 800, number);
    }

    static String path(String id) {
        return id.substring("https://id.gs1.org".length());
    }

    void send(Party from, Party to, String what) {
        String parties = ",\"sourceList\":[{\"type\":\"owning_party\",\"source\":\"" + party(from)
                + "\"}],\"destinationList\":[{\"type\":\"owning_party\",\"destination\":\"" + party(to) + "\"}]";
        capture(from, object("OBSERVE", "shipping", what, parties));
        capture(to, object("OBSERVE", "receiving", what, parties));
    }

    private void pack(Party by, String action, String box, List<String> contents) {
        capture(
                by,
                event(
                        "AggregationEvent",
                        "\"action\":\"" + action + "\",\"parentID\":\"" + box + "\",\"childEPCs\":" + list(contents)
                                + ",\"bizStep\":\"" + (action.equals("ADD") ? "packing" : "unpacking") + "\""));
    }

    private void transform(Party by, String step, String in, String out, String ilmd) {
        capture(
                by,
                event(
                        "TransformationEvent",
                        (in.isEmpty()
                                        ? "\"inputQuantityList\":" + lots(lot(by, 200, "RAW"), 100)
                                        : "\"inputQuantityList\":" + in)
                                + ",\"outputQuantityList\":" + out
                                + ",\"bizStep\":\"creating_class_instance\",\"raceway:step\":\""
                                + step + "\",\"ilmd\":{" + ilmd + "}"));
    }

    private static String object(String action, String step, String what, String more) {
        return "\"action\":\"" + action + "\",\"bizStep\":\"" + step + "\"," + what + more;
    }

    static String epcs(List<String> epcs) {
        return "\"epcList\":" + list(epcs);
    }

    private static String list(List<String> texts) {
        return texts.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
    }

    private static String lots(String lot, int quantity) {
        return "[{\"epcClass\":\"" + lot + "\",\"quantity\":" + quantity + "}]";
    }

    private void capture(Party by, String event) {
        String body = event.startsWith("{") ? event : event("ObjectEvent", event);
        String place = "https://id.gs1.org/414/" + by.enterprise().gln();
        String placed = body.substring(0, body.length() - 1) + ",\"readPoint\":{\"id\":\"" + place
                + "\"},\"bizLocation\":{\"id\":\"" + place + "\"}}";
        store(by, "\"epcisBody\":{\"eventList\":[" + placed + "]}");
    }

    private void introduce(Party maker, int item, String name, String englishName) {
        store(
                maker,
                "\"epcisHeader\":{\"epcisMasterData\":{\"vocabularyList\":[{\"type\":\"urn:epcglobal:epcis:vtype:EPCClass\","
                        + "\"vocabularyElementList\":[{\"id\":\"" + gtin(maker, item) + "\",\"attributes\":[{\"id\":\""
                        + "https://w3id.org/raceway/vocabulary#name\",\"attribute\":\"" + name + "\"},{\"id\":\""
                        + "https://w3id.org/raceway/vocabulary#nameEnglish\",\"attribute\":\"" + englishName
                        + "\"}]}]}]}},\"epcisBody\":{\"eventList\":[]}");
    }

    private void store(Party by, String content) {
        String document = "{\"@context\":[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\","
                + "{\"raceway\":\"https://w3id.org/raceway/vocabulary#\"}],"
                + "\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\",\"creationDate\":\"2026-11-02T03:04:05Z\","
                + content + "}";
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

    private String event(String type, String content) {
        return "{\"type\":\"" + type + "\",\"eventTime\":\"" + TIME.format(START.plusHours(hour++))
                + "\",\"eventTimeZoneOffset\":\"+08:00\"," + content + "}";
    }

    private static String party(Party party) {
        return "https://id.gs1.org/417/" + party.enterprise().gln();
    }

    private static String gtin(Party maker, int item) {
        String digits = "0" + maker.enterprise().gs1Prefix() + String.format("%05d", item);
        return "https://id.gs1.org/01/" + digits + CheckDigits.of(digits);
    }

    private static String lot(Party maker, int item, String number) {
        return gtin(maker, item) + "/10/" + number;
    }

    private static String box(Party maker, int number) {
        String digits = "0" + maker.enterprise().gs1Prefix() + String.format("%09d", number);
        return "https://id.gs1.org/00/" + digits + CheckDigits.of(digits);
    }

    private static Party party(
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
        String login = "recalls-" + UUID.randomUUID();
        Role role = kind == EnterpriseKind.DISTRIBUTOR ? Role.BUYER : Role.PLANT_OWNER;
        UUID account = accounts.create(new Accounts.NewAccount(login, PASSWORD, "测试", "Test", role, enterprise.id()));
        return new Party(
                enterprise,
                new Caller(account, enterprise.id(), null, EnumSet.copyOf(role.permissions()), role.scope()),
                login);
    }

    static List<String> concat(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
