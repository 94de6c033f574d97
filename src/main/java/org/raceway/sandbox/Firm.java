package org.raceway.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;

/** An enterprise as the simulation sees it: its codes, its products, and which identifier form its system speaks. */
final class Firm {
    static final int BILLET = 1;
    static final int BAR = 2;
    static final int WIRE = 3;
    static final int GREASE = 5;
    static final int SCRAP = 9;
    static final int FORGED = 100;
    static final int TURNED = 200;
    static final int HARDENED = 300;
    static final int GROUND = 400;
    static final int BALL = 500;
    static final int CAGE = 600;
    static final int SEAL = 700;
    static final int BEARING = 800;

    /** What a maker of bearings lets everyone see on the scan page. */
    static final String PUBLIC_FIELDS =
            "designation,name,maker,productionDate,lotNumber,steelGrade,heatNumber,steelMill,result,"
                    + "radialClearanceMicrometres,vibrationMillimetresPerSecond,hardnessHrc";

    final int index;
    final Enterprise enterprise;
    final String prefix;
    final String gln;

    /** Speaks EPC URNs instead of Digital Links. */
    final boolean urn;

    final String location;
    final String party;

    Firm(int index, Enterprise enterprise, boolean urn) {
        this.index = index;
        this.enterprise = enterprise;
        this.prefix = Objects.requireNonNull(enterprise.gs1Prefix());
        this.gln = Objects.requireNonNull(enterprise.gln());
        this.urn = urn;
        location = urn ? "urn:epc:id:sgln:" + prefix + ".00000.0" : "https://id.gs1.org/414/" + gln;
        party = partyIn(urn);
    }

    EnterpriseKind kind() {
        return enterprise.kind();
    }

    String partyIn(boolean urnForm) {
        return urnForm ? "urn:epc:id:pgln:" + prefix + ".00000" : "https://id.gs1.org/417/" + gln;
    }

    private Product product(int item, String designation, String name, String englishName, long milligrams) {
        String gtin = Codes.withCheckDigit("0" + prefix + Codes.padded(item, 5));
        return new Product(this, item, gtin, designation, name, englishName, milligrams);
    }

    Product billet() {
        return product(BILLET, "GCr15", "GCr15 连铸方坯", "GCr15 continuously cast billet", 0);
    }

    Product bar() {
        return product(BAR, "GCr15", "GCr15 热轧圆钢", "GCr15 hot rolled round bar", 0);
    }

    Product wire() {
        return product(WIRE, "GCr15", "GCr15 盘条", "GCr15 wire rod", 0);
    }

    Product grease() {
        return product(GREASE, "", "锂基润滑脂", "Lithium grease", 0);
    }

    Product scrap() {
        return product(SCRAP, "", "钢屑及边角料", "Steel chips and offcuts", 0);
    }

    Product forged(BearingType type, boolean outer) {
        return ring(FORGED, type, outer, "锻件", "forging", BearingType.forged(ringMass(type, outer)));
    }

    Product turned(BearingType type, boolean outer) {
        return ring(TURNED, type, outer, "车件", "turned ring", BearingType.turned(ringMass(type, outer)));
    }

    Product hardened(BearingType type, boolean outer) {
        return ring(HARDENED, type, outer, "热处理件", "hardened ring", BearingType.turned(ringMass(type, outer)));
    }

    Product ground(BearingType type, boolean outer) {
        return ring(GROUND, type, outer, "磨件", "ground ring", ringMass(type, outer));
    }

    private static long ringMass(BearingType type, boolean outer) {
        return outer ? type.outerRing() : type.innerRing();
    }

    private Product ring(int group, BearingType type, boolean outer, String name, String englishName, long milligrams) {
        String bare = bare(type);
        return product(
                group + 2 * type.item() + (outer ? 1 : 0),
                bare,
                bare + (outer ? " 外圈" : " 内圈") + name,
                bare + (outer ? " outer ring, " : " inner ring, ") + englishName,
                milligrams);
    }

    private static String bare(BearingType type) {
        return type.designation().substring(0, 4);
    }

    Product ball(BearingType type) {
        String diameter = type.ballMicrometres() / 1000 + "." + Codes.padded(type.ballMicrometres() % 1000, 3);
        return product(
                BALL + type.ballMicrometres() / 100,
                diameter + " G10",
                "钢球 " + diameter + " mm G10",
                "Steel ball " + diameter + " mm G10",
                type.ball());
    }

    Product cage(BearingType type) {
        return product(CAGE + type.item(), bare(type), bare(type) + " 浪形保持架", bare(type) + " ribbon cage", type.cage());
    }

    Product seal(BearingType type) {
        return product(SEAL + type.item(), bare(type) + " RS", bare(type) + " 密封圈", bare(type) + " seal", type.seal());
    }

    Product bearing(BearingType type) {
        return product(
                BEARING + type.item(),
                type.designation(),
                "深沟球轴承 " + type.designation(),
                "Deep groove ball bearing " + type.designation(),
                type.bearing());
    }

    /** All that this firm's kind makes. */
    List<Product> products() {
        List<Product> made = new ArrayList<>();
        switch (kind()) {
            case STEEL_MILL -> {
                made.add(billet());
                made.add(bar());
                made.add(wire());
            }
            case TRADER -> {
                made.add(bar());
                made.add(grease());
            }
            case BAR_AND_TUBE -> made.add(bar());
            case FORGE -> rings(made, this::forged);
            case RING_TURNER -> rings(made, this::turned);
            case HEAT_TREATER -> rings(made, this::hardened);
            case GRINDER -> rings(made, this::ground);
            case BALL_MAKER -> {
                for (BearingType type : BearingType.ALL) {
                    if (made.stream().noneMatch(ball(type)::equals)) {
                        made.add(ball(type));
                    }
                }
            }
            case CAGE_MAKER -> each(made, this::cage);
            case SEAL_MAKER -> each(made, this::seal);
            case ASSEMBLER -> each(made, this::bearing);
            case WAREHOUSE, DISTRIBUTOR, BANK, INSTITUTE, BUREAU, OPERATOR -> {
                // makes nothing
            }
        }
        switch (kind()) {
            case STEEL_MILL, BAR_AND_TUBE, FORGE, RING_TURNER, GRINDER, BALL_MAKER, ASSEMBLER -> made.add(scrap());
            case TRADER, HEAT_TREATER, CAGE_MAKER, SEAL_MAKER, WAREHOUSE, DISTRIBUTOR -> {
                // leaves no scrap
            }
            case BANK, INSTITUTE, BUREAU, OPERATOR -> {
                // not in the chain
            }
        }
        return made;
    }

    private interface RingProduct {
        Product of(BearingType type, boolean outer);
    }

    private interface TypeProduct {
        Product of(BearingType type);
    }

    private static void rings(List<Product> made, RingProduct product) {
        for (BearingType type : BearingType.ALL) {
            made.add(product.of(type, false));
            made.add(product.of(type, true));
        }
    }

    private static void each(List<Product> made, TypeProduct product) {
        for (BearingType type : BearingType.ALL) {
            made.add(product.of(type));
        }
    }
}
