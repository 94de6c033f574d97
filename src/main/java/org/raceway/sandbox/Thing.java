package org.raceway.sandbox;

import java.util.ArrayList;
import java.util.List;

/** A lot, a unit or a logistic unit, with all that is true about where it came from and where it went. */
final class Thing {
    /** Links of one thing with the next. */
    enum Kind {
        HEAT,
        BUNDLE,
        FORGED,
        TURNED,
        FURNACE,
        GRINDING,
        BALLS,
        CAGES,
        SEALS,
        GREASE,
        SCRAP,
        ASSEMBLY,
        UNIT,
        BOX,
        PALLET
    }

    /** What has become of a unit. */
    enum Fate {
        HELD,
        ON_ITS_WAY,
        SOLD,
        DESTROYED
    }

    /**
     * In a container from a time on (seconds of the epoch) until another, {@link Long#MAX_VALUE} when it is still there.
     */
    static final class Stay {
        final Thing container;
        final long from;
        long until = Long.MAX_VALUE;

        Stay(Thing container, long from) {
            this.container = container;
            this.from = from;
        }
    }

    final Kind kind;
    final Firm maker;
    final String lot;
    final String digitalLink;
    final String urn;
    private final long milligramsOfOne; // 0: the amount itself is in milligrams

    /** Milligrams or pieces not yet used up. */
    long left;

    /** Who has it, of a unit or a container; its maker until it goes elsewhere. */
    Firm holder;

    Fate fate = Fate.HELD;

    final List<Thing> parents = new ArrayList<>(3);
    final List<Thing> children = new ArrayList<>(2);
    final List<Stay> stays = new ArrayList<>(1);

    private Thing(
            Kind kind, Firm maker, String lot, String digitalLink, String urn, long milligramsOfOne, long amount) {
        this.kind = kind;
        this.maker = maker;
        this.holder = maker;
        this.lot = lot;
        this.digitalLink = digitalLink;
        this.urn = urn;
        this.milligramsOfOne = milligramsOfOne;
        this.left = amount;
    }

    static Thing lot(Kind kind, Product product, String lot, long amount) {
        String gtin = product.gtin();
        Firm maker = product.maker();
        return new Thing(
                kind,
                maker,
                lot,
                "https://id.gs1.org/01/" + gtin + "/10/" + lot,
                "urn:epc:class:lgtin:" + maker.prefix + "." + gtin.charAt(0) + gtin.substring(8, 13) + "." + lot,
                product.milligrams(),
                amount);
    }

    static Thing unit(Product product, Thing assembly, String serial) {
        String gtin = product.gtin();
        Firm maker = product.maker();
        return new Thing(
                Kind.UNIT,
                maker,
                assembly.lot,
                "https://id.gs1.org/01/" + gtin + "/21/" + serial,
                "urn:epc:id:sgtin:" + maker.prefix + "." + gtin.charAt(0) + gtin.substring(8, 13) + "." + serial,
                product.milligrams(),
                1);
    }

    /** A logistic unit under the firm's company prefix. */
    static Thing container(Kind kind, Firm firm, int extension, long serial) {
        String reference = Codes.padded(serial, 16 - firm.prefix.length());
        String sscc = Codes.withCheckDigit(extension + firm.prefix + reference);
        return new Thing(
                kind,
                firm,
                "",
                "https://id.gs1.org/00/" + sscc,
                "urn:epc:id:sscc:" + firm.prefix + "." + extension + reference,
                0,
                1);
    }

    boolean byWeight() {
        return milligramsOfOne == 0;
    }

    long milligrams(long amount) {
        return byWeight() ? amount : amount * milligramsOfOne;
    }

    void cameFrom(Thing parent) {
        if (!parents.contains(parent)) {
            parents.add(parent);
            parent.children.add(this);
        }
    }

    void enters(Thing container, long at) {
        stays.add(new Stay(container, at));
        container.children.add(this);
    }

    void leaves(Thing container, long at) {
        for (Stay stay : stays) {
            if (stay.container == container && stay.until == Long.MAX_VALUE) {
                stay.until = at;
                return;
            }
        }
        throw new IllegalStateException(digitalLink + " is not in " + container.digitalLink);
    }

    /** With all that is in it now. */
    void goesTo(Firm firm, Fate what) {
        holder = firm;
        fate = what;
        for (Thing child : children) {
            for (Stay stay : child.stays) {
                if (stay.container == this && stay.until == Long.MAX_VALUE) {
                    child.goesTo(firm, what);
                }
            }
        }
    }

    String in(boolean urnForm) {
        return urnForm ? urn : digitalLink;
    }
}
