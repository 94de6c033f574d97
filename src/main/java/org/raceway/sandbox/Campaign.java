package org.raceway.sandbox;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.enterprises.EnterpriseKind;

/**
 * One bearing type's run through the chain, from heats of steel to sold bearings. Depends on nothing but the seed and its
 * own number.
 *
 * <p>Every stage takes from the lots before it first in, first out, and stages' lot sizes differ: splits and merges come
 * about as they do in a plant. What goes in comes out, as product or as scrap, to the milligram.
 */
final class Campaign {
    /** Midnight of 1 June 2026 in China: everything has happened before. */
    static final long BASE = Instant.parse("2026-05-31T16:00:00Z").getEpochSecond();

    private static final int HOUR = 3_600;
    private static final int DAY = 24 * HOUR;
    private static final long TONNE = 1_000_000_000L; // milligrams
    private static final int LOOSE_PIECES = 200;
    private static final int UNITS_A_BOX = 10;
    private static final int BOXES_A_PALLET = 8;

    private enum Plant {
        NOTHING,
        STRETCHED_CERTIFICATE,
        BAD_FURNACE_LOT,
        DUPLICATED_CODES,
        LOST_BOX,
        WRONG_ASSEMBLY,
        WRONG_PACKING
    }

    /**
     * An event as it will stand in a document.
     *
     * @param known when its sender handed it in, later than it happened for a correction
     */
    record Made(long known, Firm firm, String json) {}

    private final int number;
    private final SandboxSize size;
    private final Dice dice;
    private final SandboxTruth truth;
    private final Plant plant;
    private final BearingType type;
    private final long start;
    private final List<Made> events = new ArrayList<>();
    private final List<Thing> things = new ArrayList<>();
    private final List<Thing> scrapLots = new ArrayList<>();
    private int containers;
    private int documentsOfTrade;
    private int scrappedUnits;

    private final Firm mill;
    private final Firm trader;
    private final Firm otherTrader;
    private final Firm drawer;
    private final Firm forge;
    private final Firm turner;
    private final Firm heatTreater;
    private final Firm grinder;
    private final Firm ballMaker;
    private final Firm cageMaker;
    private final Firm sealMaker;
    private final Firm assembler;
    private final Firm warehouse;
    private final List<Firm> distributors;

    private @Nullable Thing badLot;

    Campaign(SandboxSize size, long seed, int number, Population population, SandboxTruth truth) {
        this.size = size;
        this.number = number;
        this.truth = truth;
        dice = Dice.of(seed, number);
        int period = size == SandboxSize.SMALL ? size.campaigns() : size == SandboxSize.TOWN ? 12 : 60;
        int slot = number % period;
        plant = slot < Plant.values().length ? Plant.values()[slot] : Plant.NOTHING;
        type = BearingType.ALL[dice.below(BearingType.ALL.length)];
        start = BASE - 360L * DAY + 270L * DAY * (number % size.campaigns()) / size.campaigns() + 6 * HOUR;
        mill = one(population, EnterpriseKind.STEEL_MILL);
        List<Firm> traders = population.traced(EnterpriseKind.TRADER);
        int firstTrader = dice.below(traders.size());
        trader = traders.get(firstTrader);
        otherTrader = traders.get((firstTrader + 1) % traders.size());
        drawer = one(population, EnterpriseKind.BAR_AND_TUBE);
        forge = one(population, EnterpriseKind.FORGE);
        turner = one(population, EnterpriseKind.RING_TURNER);
        heatTreater = one(population, EnterpriseKind.HEAT_TREATER);
        grinder = one(population, EnterpriseKind.GRINDER);
        ballMaker = one(population, EnterpriseKind.BALL_MAKER);
        cageMaker = one(population, EnterpriseKind.CAGE_MAKER);
        sealMaker = one(population, EnterpriseKind.SEAL_MAKER);
        List<Firm> assemblers = population.traced(EnterpriseKind.ASSEMBLER);
        // The first one is the demonstration accounts' own enterprise: give it its share, and the faulty furnace lot.
        assembler = plant == Plant.BAD_FURNACE_LOT || dice.oneIn(3)
                ? assemblers.getFirst()
                : assemblers.get(dice.below(assemblers.size()));
        warehouse = one(population, EnterpriseKind.WAREHOUSE);
        distributors = population.traced(EnterpriseKind.DISTRIBUTOR);
    }

    private Firm one(Population population, EnterpriseKind kind) {
        List<Firm> firms = population.traced(kind);
        return firms.get(dice.below(firms.size()));
    }

    /** Runs it; the events are in the order in which they became known. */
    List<Made> run() {
        int units = size.units(number);
        int serialLots = Math.max(3, units / (units > 1_000 ? 100 : 60));
        int unitsPerLot = units / serialLots;
        int looseLots = Math.max(1, serialLots / 6);
        long bearings = (long) serialLots * unitsPerLot + (long) looseLots * LOOSE_PIECES;
        int forgingLots = Math.max(3, serialLots / 3 + 1);
        long pieces = bearings * 112 / 100 / forgingLots + 1;

        Deque<Thing> bars = steel(pieces * forgingLots * forgedPair() * 105 / 100);
        Deque<Thing> innerForged = new ArrayDeque<>();
        Deque<Thing> outerForged = new ArrayDeque<>();
        forge(bars, forgingLots, pieces, innerForged, outerForged);
        Deque<Thing> inner = rings(innerForged, forgingLots, pieces, false);
        Deque<Thing> outer = rings(outerForged, forgingLots, pieces, true);
        Parts parts = new Parts(
                inner,
                outer,
                balls(bearings * type.balls() * 102 / 100, Math.max(2, forgingLots / 4)),
                bought(cageMaker, cageMaker.cage(type), Thing.Kind.CAGES, "cageMaking", bearings, 24),
                bought(sealMaker, sealMaker.seal(type), Thing.Kind.SEALS, "sealMaking", bearings * 2, 25),
                bought(trader, trader.grease(), Thing.Kind.GREASE, "packing", bearings * type.grease(), 26));

        List<Thing> good = new ArrayList<>();
        List<Long> readyAt = new ArrayList<>();
        List<Thing> boxes = new ArrayList<>();
        List<Thing> looseBoxes = new ArrayList<>();
        List<Thing> lots = new ArrayList<>();
        int count = serialLots + looseLots;
        long at = start + 34L * DAY;
        for (int lot = 0; lot < count; lot++) {
            at += 10L * DAY / count;
            boolean loose = lot >= serialLots;
            Thing assembly = assemble(parts, lot, loose ? LOOSE_PIECES : unitsPerLot, at);
            lots.add(assembly);
            if (loose) {
                packLoose(assembly, at + 3 * HOUR, looseBoxes);
            } else {
                commission(assembly, unitsPerLot, at + HOUR, good, readyAt);
            }
        }
        pack(good, readyAt, boxes);
        boxes.addAll(looseBoxes);
        Market market = new Market(at + DAY);
        market.ship(boxes);
        if (plant == Plant.DUPLICATED_CODES) {
            duplicate(lots, good, market, at);
        }
        tell(good, boxes);
        events.sort(Comparator.comparingLong(Made::known));
        if (number < size.tracked()) {
            truth.keep(things);
        }
        return events;
    }

    private long forgedPair() {
        return BearingType.forged(type.innerRing()) + BearingType.forged(type.outerRing());
    }

    // ---- steel

    /** Heats, rolled to bars, sold through the trader to the forge; returns the bars in the forge's yard. */
    private Deque<Thing> steel(long needed) {
        int heats = size.isLarge(number) ? 1 : 2;
        List<Thing> inYard = new ArrayList<>();
        for (int i = 0; i < heats; i++) {
            long mass = (38_000L + dice.below(4_000)) * 1_000_000;
            long at = start + (long) i * 5 * HOUR;
            Thing heat = melt(mass, i, at);
            List<Amount> rolled = roll(heat, mass, 2_420_000_000L, mill.bar(), "B" + (i + 1), at + DAY);
            int sent = (int) Math.min(rolled.size(), needed / heats / 2_420_000_000L + 2);
            List<Amount> bundles = rolled.subList(0, sent);
            ship(mill, trader, bundles, at + 2L * DAY, 9 * HOUR, Door.SALE);
            if (sent + 3 <= rolled.size() && i == 0) {
                ship(mill, otherTrader, rolled.subList(sent, sent + 3), at + 2L * DAY + HOUR, 11 * HOUR, Door.SALE);
            }
            if (plant == Plant.STRETCHED_CERTIFICATE && i == 0) {
                inYard.addAll(0, stretch(heat, mass, at + 3L * DAY));
            }
            boolean drawn = dice.oneIn(3);
            if (drawn) {
                // The bars go through a bar and tube works, which straightens, peels and cuts them.
                ship(trader, drawer, bundles, at + 4L * DAY, 5 * HOUR, Door.SALE);
                List<Amount> peeled = new ArrayList<>();
                for (int b = 0; b < bundles.size(); b++) {
                    Amount bundle = bundles.get(b);
                    bundle.thing().left = 0;
                    Amount bar =
                            made(Thing.Kind.BUNDLE, drawer.bar(), lot("P", i * 100 + b), bundle.amount() * 98 / 100);
                    peeled.add(bar);
                    transform(drawer, at + 5L * DAY + (long) b * HOUR, "rolling", List.of(bundle), List.of(bar))
                            .ilmd(ilmd(bar.thing(), "GCr15"))
                            .emit();
                }
                ship(drawer, forge, peeled, at + 6L * DAY, 4 * HOUR, Door.SALE);
                peeled.forEach(bar -> inYard.add(bar.thing()));
            } else {
                ship(trader, forge, bundles, at + 4L * DAY + HOUR, 6 * HOUR, Door.SALE);
                bundles.forEach(bar -> inYard.add(bar.thing()));
            }
        }
        return new ArrayDeque<>(inYard);
    }

    private Thing melt(long mass, int furnace, long at) {
        String heatNumber = (char) ('A' + furnace) + "25" + Codes.padded(number, 5);
        Amount heat = made(Thing.Kind.HEAT, mill.billet(), heatNumber, mass);
        StringBuilder ilmd = ilmd(heat.thing(), "GCr15");
        ilmd.append(",\"raceway:heatNumber\":\"").append(heatNumber);
        ilmd.append("\",\"raceway:steelGrade\":\"GCr15\",\"raceway:composition\":{");
        element(ilmd, "", "C", 960, 1_040); // thousandths of a mass percent, inside GB/T 18254
        element(ilmd, ",", "Si", 170, 330);
        element(ilmd, ",", "Mn", 270, 430);
        element(ilmd, ",", "Cr", 1_420, 1_620);
        element(ilmd, ",", "P", 6, 20);
        element(ilmd, ",", "S", 2, 12);
        element(ilmd, ",", "Mo", 10, 80);
        element(ilmd, ",", "Ni", 20, 180);
        element(ilmd, ",", "Cu", 30, 180);
        ilmd.append('}');
        adding(mill, at, "melting", heat)
                .transactions("cert", certificate(heatNumber))
                .ilmd(ilmd)
                .emit();
        truth.example(furnace == 0 ? "heat" : "secondHeat", heat.thing().digitalLink);
        return heat.thing();
    }

    private void element(StringBuilder ilmd, String comma, String symbol, int least, int most) {
        ilmd.append(comma).append("\"raceway:").append(symbol).append("\":");
        Draft.thousandths(ilmd, dice.between(least, most));
    }

    private String certificate(String heatNumber) {
        return mill.urn
                ? "urn:epc:id:gdti:" + mill.prefix + ".00007." + heatNumber
                : "https://id.gs1.org/253/" + Codes.withCheckDigit(mill.prefix + "00007") + heatNumber;
    }

    private List<Amount> roll(Thing heat, long mass, long bundle, Product product, String letter, long at) {
        List<Amount> bundles = new ArrayList<>();
        for (long left = mass; left >= bundle; left -= bundle) {
            bundles.add(made(Thing.Kind.BUNDLE, product, lot(letter + "-", bundles.size() + 1), bundle));
        }
        heat.left -= mass;
        transform(mill, at, "rolling", List.of(new Amount(heat, mass)), bundles)
                .ilmd(steelIlmd(heat, ""))
                .emit();
        return bundles;
    }

    private static StringBuilder steelIlmd(Thing heat, String lot) {
        StringBuilder ilmd = new StringBuilder(120);
        if (!lot.isEmpty()) {
            ilmd.append("\"cbvmda:lotNumber\":\"").append(lot).append("\",");
        }
        return ilmd.append("\"raceway:designation\":\"GCr15\",\"raceway:heatNumber\":\"")
                .append(heat.lot)
                .append("\",\"raceway:steelGrade\":\"GCr15\"");
    }

    /** The trader bundles other steel in the heat's name. */
    private List<Thing> stretch(Thing heat, long certified, long at) {
        long claimed = 12 * TONNE;
        List<Amount> bundles = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            bundles.add(made(Thing.Kind.BUNDLE, trader.bar(), lot("T", i + 1), claimed / 5));
        }
        transform(trader, at, "rolling", List.of(new Amount(heat, claimed)), bundles)
                .ilmd(steelIlmd(heat, ""))
                .emit();
        ship(trader, forge, bundles, at + DAY, 6 * HOUR, Door.SALE);
        truth.fault(new SandboxFault.StretchedCertificate(
                heat.digitalLink, kilograms(certified), kilograms(certified + claimed), trader.gln));
        truth.example("stretchedHeat", heat.digitalLink);
        return bundles.stream().map(Amount::thing).toList();
    }

    private static BigDecimal kilograms(long milligrams) {
        return BigDecimal.valueOf(milligrams, 6).stripTrailingZeros();
    }

    // ---- rings

    private void forge(Deque<Thing> bars, int lots, long pieces, Deque<Thing> inner, Deque<Thing> outer) {
        for (int i = 0; i < lots; i++) {
            long at = start + 9L * DAY + 4L * DAY * i / lots;
            Amount innerLot = made(Thing.Kind.FORGED, forge.forged(type, false), lot("D", 2 * i + 1), pieces);
            Amount outerLot = made(Thing.Kind.FORGED, forge.forged(type, true), lot("D", 2 * i + 2), pieces);
            List<Amount> steel = take(bars, pieces * forgedPair() * 105 / 100);
            transform(forge, at, "forging", steel, List.of(innerLot, outerLot))
                    .ilmd("\"raceway:designation\":\"" + type.designation().substring(0, 4) + "\"")
                    .emit();
            inner.add(innerLot.thing());
            outer.add(outerLot.thing());
            // The yard alternates between bars, so that one lot's steel is not all of one heat.
            bars.addLast(bars.removeFirst());
            ship(forge, turner, List.of(innerLot, outerLot), at + DAY, 3 * HOUR, Door.SALE);
        }
    }

    /** Turned, hardened by a subcontractor, ground; returns the ground lots at the assembler. */
    private Deque<Thing> rings(Deque<Thing> forged, int forgingLots, long pieces, boolean outer) {
        String side = outer ? "O" : "I";
        int sideShift = outer ? 2 * HOUR : 0;
        Deque<Thing> turned = new ArrayDeque<>();
        int i = 0;
        for (Thing blank : forged) {
            long at = start + 15L * DAY + 4L * DAY * i / forgingLots + sideShift;
            Amount in = all(blank);
            Amount out = made(Thing.Kind.TURNED, turner.turned(type, outer), lot("C" + side, i + 1), in.amount());
            transform(turner, at, "turning", List.of(in), List.of(out))
                    .ilmd(ilmd(out.thing(), type.designation().substring(0, 4)))
                    .emit();
            turned.add(out.thing());
            ship(turner, heatTreater, List.of(out), at + DAY, 2 * HOUR, Door.SUBCONTRACT_OUT);
            i++;
        }
        Deque<Thing> hardened = new ArrayDeque<>();
        long furnaceLoad = Math.max(1, pieces * 4 / 5);
        for (i = 0; !turned.isEmpty(); i++) {
            long at = start + 22L * DAY + (long) i * 4 * DAY / (forgingLots * 2L) + sideShift;
            hardened.add(harden(turned, furnaceLoad, i, outer, at));
        }
        Deque<Thing> ground = new ArrayDeque<>();
        long grindingLoad = Math.max(1, pieces * 2 / 3);
        for (i = 0; !hardened.isEmpty(); i++) {
            long at = start + 27L * DAY + (long) i * 4 * DAY / (forgingLots * 2L) + sideShift;
            grind(hardened, grindingLoad, i, outer, at, ground);
        }
        return ground;
    }

    private Thing harden(Deque<Thing> turned, long load, int index, boolean outer, long at) {
        boolean bad = plant == Plant.BAD_FURNACE_LOT && index == 1 && !outer;
        List<Amount> in = takeUpTo(turned, load);
        Amount out = made(
                Thing.Kind.FURNACE,
                heatTreater.hardened(type, outer),
                lot(outer ? "FO" : "FI", index + 1),
                in.stream().mapToLong(Amount::amount).sum());
        int furnace = dice.between(1, 4);
        int hardness = bad ? 564 : dice.between(610, 640);
        int mean = bad ? 791 : dice.between(838, 848);
        StringBuilder ilmd = ilmd(out.thing(), type.designation().substring(0, 4));
        ilmd.append(",\"raceway:furnace\":\"").append(furnace).append("#\",\"raceway:hardnessHrc\":");
        Draft.thousandths(ilmd, hardness * 100L);
        ilmd.append(",\"raceway:inspection\":{\"raceway:result\":\"pass\",\"raceway:hardnessHrc\":");
        Draft.thousandths(ilmd, hardness * 100L).append('}');
        transform(heatTreater, at, "quenching", in, List.of(out))
                .ilmd(ilmd)
                .temperature(
                        at - 5 * HOUR,
                        at - HOUR,
                        heatTreater.urn
                                ? "urn:epc:id:giai:" + heatTreater.prefix + ".F" + furnace
                                : "https://id.gs1.org/8004/" + heatTreater.prefix + "F" + furnace,
                        mean - dice.between(3, 7),
                        mean,
                        mean + dice.between(3, 7))
                .emit();
        if (bad) {
            badLot = out.thing();
            truth.fault(
                    new SandboxFault.BadFurnaceLot(out.thing().digitalLink, Instant.ofEpochSecond(at), furnace + "#"));
            truth.example("badFurnaceLot", out.thing().digitalLink);
        }
        ship(heatTreater, turner, List.of(out), at + 8 * HOUR, 2 * HOUR, Door.SUBCONTRACT_IN);
        ship(turner, grinder, List.of(out), at + DAY, 2 * HOUR, Door.SALE);
        return out.thing();
    }

    private void grind(Deque<Thing> hardened, long load, int index, boolean outer, long at, Deque<Thing> ground) {
        String side = outer ? "O" : "I";
        List<Amount> in = takeUpTo(hardened, load);
        long pieces = in.stream().mapToLong(Amount::amount).sum();
        Amount out = made(Thing.Kind.GRINDING, grinder.ground(type, outer), lot("M" + side, index + 1), pieces);
        StringBuilder ilmd = ilmd(out.thing(), type.designation().substring(0, 4));
        ilmd.append(",\"raceway:inspection\":{\"raceway:result\":\"pass\"}");
        transform(grinder, at, "grinding", in, List.of(out)).ilmd(ilmd).emit();
        List<Amount> delivered = new ArrayList<>();
        if (index % 4 == 1 && pieces >= 50) {
            // Some are out of round: ground again, a few of them in vain.
            long again = pieces / 25;
            long saved = again - again / 3;
            out.thing().left -= again;
            Amount reworked =
                    made(Thing.Kind.GRINDING, grinder.ground(type, outer), lot("M" + side, index + 1) + "R", saved);
            transform(grinder, at + 5 * HOUR, "reworking", List.of(new Amount(out.thing(), again)), List.of(reworked))
                    .ilmd(ilmd(reworked.thing(), type.designation().substring(0, 4)))
                    .emit();
            delivered.add(reworked);
            ground.add(reworked.thing());
        }
        if (index % 5 == 2 && pieces >= 50) {
            long scrapped = pieces / 60 + 1;
            out.thing().left -= scrapped;
            event(grinder, at + 6 * HOUR, "ObjectEvent", "DELETE", "destroying", "destroyed", "scrapping")
                    .quantities("quantityList", List.of(new Amount(out.thing(), scrapped)))
                    .emit();
        }
        delivered.addFirst(new Amount(out.thing(), out.thing().left));
        ground.add(out.thing());
        ship(grinder, assembler, delivered, at + DAY, 2 * HOUR, Door.SALE);
    }

    // ---- the other parts

    private Deque<Thing> balls(long pieces, int lots) {
        long each = pieces / lots + 1;
        long mass = 20 * TONNE;
        long at = start + 8 * HOUR;
        Thing heat = melt(mass, 2, at);
        List<Amount> coils = roll(heat, mass, 2 * TONNE, mill.wire(), "W", at + DAY);
        long needed = each * lots * type.ball() * 115 / 100;
        List<Amount> sent = coils.subList(0, (int) Math.min(coils.size(), needed / (2 * TONNE) + 1));
        ship(mill, ballMaker, sent, at + 3L * DAY, 9 * HOUR, Door.SALE);
        Deque<Thing> wire = new ArrayDeque<>();
        sent.forEach(coil -> wire.add(coil.thing()));
        Deque<Thing> made = new ArrayDeque<>();
        List<Amount> delivered = new ArrayList<>();
        for (int i = 0; i < lots; i++) {
            Amount out = made(Thing.Kind.BALLS, ballMaker.ball(type), lot("Q", i + 1), each);
            StringBuilder ilmd = ilmd(out.thing(), ballMaker.ball(type).designation());
            ilmd.append(",\"raceway:hardnessHrc\":");
            Draft.thousandths(ilmd, dice.between(620, 650) * 100L);
            transform(
                            ballMaker,
                            start + 14L * DAY + (long) i * 9 * HOUR / lots,
                            "ballMaking",
                            take(wire, each * type.ball() * 115 / 100),
                            List.of(out))
                    .ilmd(ilmd)
                    .emit();
            made.add(out.thing());
            delivered.add(out);
        }
        ship(ballMaker, assembler, delivered, start + 26L * DAY, 3 * HOUR, Door.SALE);
        return made;
    }

    private Deque<Thing> bought(Firm maker, Product product, Thing.Kind kind, String step, long amount, int day) {
        Deque<Thing> made = new ArrayDeque<>();
        List<Amount> delivered = new ArrayList<>();
        int lots = product.byWeight() ? 1 : 2;
        for (int i = 0; i < lots; i++) {
            Amount lot = made(kind, product, lot(kind.name().substring(0, 1) + "L", i + 1), amount / lots + 1);
            adding(maker, start + (long) day * DAY + (long) i * 3 * HOUR, step, lot)
                    .ilmd(ilmd(lot.thing(), product.designation()))
                    .emit();
            made.add(lot.thing());
            delivered.add(lot);
        }
        ship(maker, assembler, delivered, start + (day + 2L) * DAY, 2 * HOUR, Door.SALE);
        return made;
    }

    private record Parts(
            Deque<Thing> inner,
            Deque<Thing> outer,
            Deque<Thing> balls,
            Deque<Thing> cages,
            Deque<Thing> seals,
            Deque<Thing> grease) {}

    // ---- bearings

    private Thing assemble(Parts parts, int index, int count, long at) {
        List<Amount> in = new ArrayList<>();
        List<Amount> inner = take(parts.inner(), count);
        in.addAll(inner);
        in.addAll(take(parts.outer(), count));
        in.addAll(take(parts.balls(), (long) count * type.balls()));
        in.addAll(take(parts.cages(), count));
        in.addAll(take(parts.seals(), 2L * count));
        in.addAll(take(parts.grease(), count * type.grease()));
        Amount out = made(Thing.Kind.ASSEMBLY, assembler.bearing(type), lot("A", index + 1), count);
        StringBuilder ilmd = ilmd(out.thing(), type.designation());
        inspection(ilmd, true);
        Draft event = transform(assembler, at, "assembling", in, List.of(out)).ilmd(ilmd);
        if (plant == Plant.WRONG_ASSEMBLY && index == 1) {
            Thing wrong = notAmong(parts.inner(), inner);
            List<Amount> wrongIn = new ArrayList<>(in);
            wrongIn.replaceAll(amount -> amount.equals(inner.getFirst()) ? new Amount(wrong, amount.amount()) : amount);
            String wrongId = uuid();
            String rightId = uuid();
            Draft mistaken = event(assembler, at, "TransformationEvent", null, "assembling", "active", "assembling")
                    .quantities("inputQuantityList", wrongIn)
                    .quantities("outputQuantityList", List.of(out))
                    .transactions("prodorder", trade(assembler, "MO"))
                    .ilmd(ilmd)
                    .id(wrongId);
            mistaken.emit();
            correct(
                    mistaken,
                    event.id(rightId),
                    at + 2L * DAY,
                    new SandboxFault.WrongEvent(
                            out.thing().digitalLink,
                            wrongId,
                            rightId,
                            Instant.ofEpochSecond(at + 2L * DAY),
                            wrong.digitalLink,
                            inner.getFirst().thing().digitalLink));
        } else {
            event.emit();
        }
        return out.thing();
    }

    private static Thing notAmong(Deque<Thing> pool, List<Amount> taken) {
        for (Thing thing : pool) {
            if (taken.stream().noneMatch(amount -> amount.thing() == thing)) {
                return thing;
            }
        }
        throw new IllegalStateException("every lot in the store was used");
    }

    /** The error declaration repeats the wrong event; the corrective event takes its place. */
    private void correct(Draft wrong, Draft right, long declared, SandboxFault.WrongEvent fault) {
        wrong.emitDeclared(declared, Draft.errorDeclaration(declared, fault.correctiveEventId()));
        right.emitAt(declared + 60);
        truth.fault(fault);
        truth.example("correctedEvent", fault.subject());
    }

    private void inspection(StringBuilder ilmd, boolean pass) {
        ilmd.append(",\"raceway:inspection\":{\"raceway:result\":\"").append(pass ? "pass" : "fail");
        int clearance = pass ? dice.between(type.leastClearance(), type.mostClearance()) : type.mostClearance() + 9;
        ilmd.append("\",\"raceway:radialClearanceMicrometres\":").append(clearance);
        ilmd.append(",\"raceway:vibrationMillimetresPerSecond\":");
        Draft.thousandths(ilmd, dice.between(50, 140) * 10L).append('}');
    }

    private void commission(Thing assembly, int count, long from, List<Thing> good, List<Long> readyAt) {
        for (int i = 0; i < count; i++) {
            long at = from + i * 40L;
            String serial = Codes.padded(number, 4)
                    + Codes.padded(good.size() + scrappedUnits, 5)
                    + Codes.padded(dice.below(1_000), 3);
            Thing unit = keep(Thing.unit(assembler.bearing(type), assembly, serial));
            unit.cameFrom(assembly);
            assembly.left--;
            boolean pass = !dice.oneIn(90);
            commission(unit, assembly, at, pass);
            if (pass) {
                good.add(unit);
                readyAt.add(at);
            } else {
                scrappedUnits++;
                unit.goesTo(assembler, Thing.Fate.DESTROYED);
                event(assembler, at + 2 * HOUR, "ObjectEvent", "DELETE", "destroying", "destroyed", "scrapping")
                        .epcs("epcList", List.of(unit))
                        .emit();
            }
        }
    }

    private void commission(Thing unit, Thing assembly, long at, boolean pass) {
        StringBuilder ilmd = ilmd(assembly, type.designation());
        inspection(ilmd, pass);
        event(assembler, at, "ObjectEvent", "ADD", "commissioning", "active", "assembling")
                .epcs("epcList", List.of(unit))
                .ilmd(ilmd)
                .emit();
    }

    private void pack(List<Thing> units, List<Long> readyAt, List<Thing> boxes) {
        for (int first = 0; first < units.size(); first += UNITS_A_BOX) {
            int end = Math.min(units.size(), first + UNITS_A_BOX);
            long at = readyAt.get(end - 1) + HOUR / 2;
            Thing box = container(Thing.Kind.BOX, assembler);
            List<Thing> inside = units.subList(first, end);
            Draft event = aggregate(assembler, at, "ADD", box, inside);
            inside.forEach(unit -> unit.enters(box, at));
            if (plant == Plant.WRONG_PACKING && first == UNITS_A_BOX && units.size() > 3 * UNITS_A_BOX) {
                Thing stranger = units.get(end + 3);
                List<Thing> wrongly = new ArrayList<>(inside);
                wrongly.set(0, stranger);
                Draft mistaken = aggregate(assembler, at, "ADD", box, wrongly);
                mistaken.emit();
                String rightId = uuid();
                correct(
                        mistaken,
                        event.id(rightId),
                        at + 9 * HOUR,
                        new SandboxFault.WrongEvent(
                                box.digitalLink,
                                null,
                                rightId,
                                Instant.ofEpochSecond(at + 9 * HOUR),
                                stranger.digitalLink,
                                inside.getFirst().digitalLink));
            } else {
                event.emit();
            }
            boxes.add(box);
        }
    }

    private void packLoose(Thing assembly, long at, List<Thing> boxes) {
        int perBox = 20;
        for (int i = 0; i < LOOSE_PIECES / perBox; i++) {
            Thing box = container(Thing.Kind.BOX, assembler);
            long packed = at + i * 300L;
            assembly.left -= perBox;
            assembly.enters(box, packed);
            event(assembler, packed, "AggregationEvent", "ADD", "packing", "in_progress", "packing")
                    .parent(box)
                    .quantities("childQuantityList", List.of(new Amount(assembly, perBox)))
                    .emit();
            boxes.add(box);
        }
    }

    private Draft aggregate(Firm firm, long at, String action, Thing container, List<Thing> inside) {
        boolean packing = action.equals("ADD");
        return event(
                        firm,
                        at,
                        "AggregationEvent",
                        action,
                        packing ? "packing" : "unpacking",
                        packing ? "in_progress" : "active",
                        "packing")
                .parent(container)
                .epcs("childEPCs", inside);
    }

    /** The same serial on a second bearing, and a copied code that is sold twice. */
    private void duplicate(List<Thing> lots, List<Thing> good, Market market, long at) {
        Thing unit = good.get(2);
        Thing other = lots.get(lots.size() > 2 ? 2 : 1);
        commission(unit, other, at + 2 * HOUR, true);
        unit.cameFrom(other);
        truth.fault(new SandboxFault.DoublyIssuedCode(
                unit.digitalLink,
                unit.parents.stream().map(parent -> parent.digitalLink).toList()));
        truth.example("doublyIssuedCode", unit.digitalLink);
        if (market.sold.isEmpty()) {
            return;
        }
        Sale sale = market.sold.stream()
                .filter(candidate -> candidate.unit() != unit)
                .findFirst()
                .orElse(market.sold.getFirst());
        Firm elsewhere = distributors.stream()
                .filter(distributor -> distributor != sale.by())
                .findFirst()
                .orElseThrow();
        event(elsewhere, sale.at() + 5 * HOUR, "ObjectEvent", "OBSERVE", "retail_selling", "retail_sold", "selling")
                .epcs("epcList", List.of(sale.unit()))
                .transactions("inv", trade(elsewhere, "INV"))
                .emit();
        truth.fault(new SandboxFault.DoublySoldCode(sale.unit().digitalLink, List.of(sale.by().gln, elsewhere.gln)));
        truth.example("duplicatedCode", sale.unit().digitalLink);
    }

    private void tell(List<Thing> good, List<Thing> boxes) {
        if (badLot != null || number == 0) {
            Thing unit = good.get(good.size() / 3);
            truth.example("unit", unit.digitalLink);
            truth.example("unitLot", unit.parents.getFirst().digitalLink);
            truth.example("box", boxes.getFirst().digitalLink);
        }
    }

    // ---- the market

    private record Sale(Thing unit, Firm by, long at) {}

    /** Boxes on their way to distributors and customers. */
    private final class Market {
        final List<Sale> sold = new ArrayList<>();
        private final long from;

        Market(long from) {
            this.from = from;
        }

        void ship(List<Thing> boxes) {
            List<Thing> rest = new ArrayList<>(boxes);
            if (plant == Plant.LOST_BOX) {
                lose(rest.remove(1));
            }
            int pallets = 0;
            for (int first = 0; first < rest.size(); first += BOXES_A_PALLET) {
                List<Thing> onPallet = rest.subList(first, Math.min(rest.size(), first + BOXES_A_PALLET));
                long at = from + pallets * 2_000L;
                Thing pallet = container(Thing.Kind.PALLET, assembler);
                aggregate(assembler, at, "ADD", pallet, onPallet).emit();
                onPallet.forEach(box -> box.enters(pallet, at));
                Firm distributor = distributors.get(dice.below(distributors.size()));
                boolean direct = dice.oneIn(3);
                Firm receiver = direct ? distributor : warehouse;
                shipThings(assembler, receiver, List.of(pallet), at + 8 * HOUR, 20 * HOUR, Door.SALE);
                long unpacked = at + 2L * DAY;
                aggregate(receiver, unpacked, "DELETE", pallet, onPallet).emit();
                onPallet.forEach(box -> box.leaves(pallet, unpacked));
                long arrived = unpacked;
                if (!direct) {
                    shipThings(warehouse, distributor, onPallet, unpacked + 3L * DAY, 16 * HOUR, Door.SALE);
                    arrived = unpacked + 4L * DAY;
                }
                for (Thing box : onPallet) {
                    arrived += 900;
                    sell(box, distributor, arrived);
                }
                pallets++;
            }
        }

        private void lose(Thing box) {
            Firm distributor = distributors.getLast();
            long at = from + 3 * HOUR;
            event(assembler, at, "ObjectEvent", "OBSERVE", "shipping", "in_transit", "shipping")
                    .epcs("epcList", List.of(box))
                    .transactions("desadv", trade(assembler, "ASN"))
                    .parties("owning_party", assembler, distributor)
                    .emit();
            box.goesTo(assembler, Thing.Fate.ON_ITS_WAY);
            truth.fault(new SandboxFault.LostBox(
                    box.digitalLink,
                    Instant.ofEpochSecond(at),
                    box.children.stream().map(unit -> unit.digitalLink).toList(),
                    distributor.gln));
            truth.example("lostBox", box.digitalLink);
        }

        private void sell(Thing box, Firm distributor, long arrived) {
            List<Thing> inside = box.children.stream()
                    .filter(thing -> thing.kind == Thing.Kind.UNIT)
                    .toList();
            int fate = dice.below(10);
            if (fate == 9) {
                return; // still on the shelf
            }
            long at = arrived + DAY + dice.below(12 * DAY);
            if (inside.isEmpty() || fate >= 5) {
                selling(distributor, List.of(box), at);
                return;
            }
            long opened = at;
            aggregate(distributor, opened, "DELETE", box, inside).emit();
            inside.forEach(unit -> unit.leaves(box, opened));
            List<Thing> singly = inside;
            if (fate == 4 && inside.size() >= 6) {
                // Half of them go into a smaller box of the distributor's own.
                Thing small = container(Thing.Kind.BOX, distributor);
                List<Thing> again = inside.subList(0, inside.size() / 2);
                aggregate(distributor, opened + HOUR, "ADD", small, again).emit();
                again.forEach(unit -> unit.enters(small, opened + HOUR));
                selling(distributor, List.of(small), opened + DAY);
                singly = inside.subList(inside.size() / 2, inside.size());
            }
            long when = opened + 2 * HOUR;
            for (Thing unit : singly) {
                when += dice.between(600, 2 * HOUR);
                selling(distributor, List.of(unit), when);
                sold.add(new Sale(unit, distributor, when));
                boolean soft = badLot != null && isMadeOf(unit, badLot);
                if (dice.oneIn(soft ? 5 : 45)) {
                    giveBack(unit, distributor, when + 4L * DAY + dice.below(4 * DAY));
                } else if (dice.oneIn(25)) {
                    event(
                                    distributor,
                                    when + 6L * DAY + dice.below(4 * DAY),
                                    "ObjectEvent",
                                    "OBSERVE",
                                    "inspecting",
                                    "conformant",
                                    "servicing")
                            .epcs("epcList", List.of(unit))
                            .emit();
                }
            }
        }

        private void selling(Firm by, List<Thing> things, long at) {
            things.forEach(thing -> thing.goesTo(by, Thing.Fate.SOLD));
            event(by, at, "ObjectEvent", "OBSERVE", "retail_selling", "retail_sold", "selling")
                    .epcs("epcList", things)
                    .transactions("inv", trade(by, "INV"))
                    .emit();
        }

        private void giveBack(Thing unit, Firm distributor, long at) {
            event(distributor, at, "ObjectEvent", "OBSERVE", "receiving", "returned", "returning")
                    .epcs("epcList", List.of(unit))
                    .transactions("rma", trade(distributor, "RMA"))
                    .emit();
            shipThings(distributor, assembler, List.of(unit), at + DAY, 20 * HOUR, Door.RETURN);
            event(assembler, at + 3L * DAY, "ObjectEvent", "OBSERVE", "inspecting", "non_conformant", "servicing")
                    .epcs("epcList", List.of(unit))
                    .emit();
        }
    }

    private static boolean isMadeOf(Thing thing, Thing wanted) {
        if (thing == wanted) {
            return true;
        }
        for (Thing parent : thing.parents) {
            if (isMadeOf(parent, wanted)) {
                return true;
            }
        }
        return false;
    }

    // ---- what every stage uses

    private enum Door {
        SALE("owning_party", "shipping", "receiving", "in_transit"),
        SUBCONTRACT_OUT("possessing_party", "subcontractOut", "receiving", "in_transit"),
        SUBCONTRACT_IN("possessing_party", "shipping", "subcontractIn", "in_transit"),
        RETURN("owning_party", "returning", "returning", "returned");

        final String partyType;
        final String outStep;
        final String inStep;
        final String disposition;

        Door(String partyType, String outStep, String inStep, String disposition) {
            this.partyType = partyType;
            this.outStep = outStep;
            this.inStep = inStep;
            this.disposition = disposition;
        }
    }

    private void ship(Firm from, Firm to, List<Amount> amounts, long at, int transit, Door door) {
        String order = trade(to, "PO");
        String advice = trade(from, "ASN");
        event(from, at, "ObjectEvent", "OBSERVE", "shipping", door.disposition, door.outStep)
                .quantities("quantityList", amounts)
                .transactions("po", order, "desadv", advice)
                .parties(door.partyType, from, to)
                .emit();
        event(to, at + transit, "ObjectEvent", "OBSERVE", "receiving", "in_progress", door.inStep)
                .quantities("quantityList", amounts)
                .transactions("po", order, "desadv", advice)
                .parties(door.partyType, from, to)
                .emit();
    }

    private void shipThings(Firm from, Firm to, List<Thing> things, long at, int transit, Door door) {
        String advice = trade(from, "ASN");
        things.forEach(thing -> thing.goesTo(to, Thing.Fate.HELD));
        event(from, at, "ObjectEvent", "OBSERVE", "shipping", door.disposition, door.outStep)
                .epcs("epcList", things)
                .transactions("desadv", advice)
                .parties(door.partyType, from, to)
                .emit();
        event(to, at + transit, "ObjectEvent", "OBSERVE", "receiving", "in_progress", door.inStep)
                .epcs("epcList", things)
                .transactions("desadv", advice)
                .parties(door.partyType, from, to)
                .emit();
    }

    private String trade(Firm firm, String sort) {
        documentsOfTrade++;
        return "urn:epcglobal:cbv:bt:" + firm.gln + ":" + sort + Codes.padded(number, 5) + "-" + documentsOfTrade;
    }

    private String lot(String letters, int index) {
        return letters + Codes.padded(number, 5) + "-" + index;
    }

    private Draft event(
            Firm firm,
            long at,
            String type,
            @Nullable String action,
            String businessStep,
            String disposition,
            String step) {
        return new Draft(this, firm, at, type, action, businessStep, disposition, step);
    }

    void emit(long known, Firm firm, String json) {
        events.add(new Made(known, firm, json));
    }

    private Thing keep(Thing thing) {
        things.add(thing);
        return thing;
    }

    private Amount made(Thing.Kind kind, Product product, String lot, long amount) {
        return new Amount(keep(Thing.lot(kind, product, lot, amount)), amount);
    }

    private Thing container(Thing.Kind kind, Firm firm) {
        containers++;
        // Each further round of campaigns takes the next two extension digits.
        int extension = (kind == Thing.Kind.PALLET ? 1 : 0) + 2 * (number / size.campaigns());
        return keep(Thing.container(kind, firm, extension, number % size.campaigns() * 5_000L + containers));
    }

    private static Amount all(Thing thing) {
        Amount amount = new Amount(thing, thing.left);
        thing.left = 0;
        return amount;
    }

    /** First in, first out. */
    private static List<Amount> take(Deque<Thing> pool, long wanted) {
        List<Amount> taken = takeUpTo(pool, wanted);
        if (taken.stream().mapToLong(Amount::amount).sum() != wanted) {
            throw new IllegalStateException("the store ran dry");
        }
        return taken;
    }

    private static List<Amount> takeUpTo(Deque<Thing> pool, long wanted) {
        List<Amount> taken = new ArrayList<>();
        long open = wanted;
        while (open > 0 && !pool.isEmpty()) {
            Thing thing = pool.getFirst();
            long part = Math.min(open, thing.left);
            if (part > 0) {
                taken.add(new Amount(thing, part));
                thing.left -= part;
                open -= part;
            }
            if (thing.left == 0) {
                pool.removeFirst();
            }
        }
        return taken;
    }

    private Draft adding(Firm firm, long at, String step, Amount lot) {
        return event(firm, at, "ObjectEvent", "ADD", "commissioning", "active", step)
                .quantities("quantityList", List.of(lot));
    }

    /** What goes in and doesn't come out as product comes out as scrap. */
    private Draft transform(Firm firm, long at, String step, List<Amount> in, List<Amount> out) {
        long scrap = in.stream().mapToLong(Amount::milligrams).sum()
                - out.stream().mapToLong(Amount::milligrams).sum();
        if (scrap < 0) {
            throw new IllegalStateException(step + " makes more than it takes");
        }
        List<Amount> outputs = new ArrayList<>(out);
        if (scrap > 0) {
            outputs.add(new Amount(scrapLot(firm), scrap));
        }
        for (Amount output : outputs) {
            for (Amount input : in) {
                output.thing().cameFrom(input.thing());
            }
        }
        String businessStep = step.equals("assembling")
                ? "assembling"
                : step.equals("reworking") ? "repairing" : "creating_class_instance";
        return event(firm, at, "TransformationEvent", null, businessStep, "active", step)
                .quantities("inputQuantityList", in)
                .quantities("outputQuantityList", outputs)
                .transactions("prodorder", trade(firm, "MO"));
    }

    private Thing scrapLot(Firm firm) {
        for (Thing lot : scrapLots) {
            if (lot.maker == firm) {
                return lot;
            }
        }
        Thing lot = keep(Thing.lot(Thing.Kind.SCRAP, firm.scrap(), lot("X", 1), 0));
        scrapLots.add(lot);
        return lot;
    }

    private static StringBuilder ilmd(Thing lot, String designation) {
        StringBuilder ilmd = new StringBuilder(200);
        ilmd.append("\"cbvmda:lotNumber\":\"").append(lot.lot).append('"');
        if (!designation.isEmpty()) {
            ilmd.append(",\"raceway:designation\":\"").append(designation).append('"');
        }
        return ilmd;
    }

    private String uuid() {
        long high = (dice.next() & 0xFFFFFFFFFFFF0FFFL) | 0x4000L;
        long low = (dice.next() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return "urn:uuid:" + new UUID(high, low);
    }
}
