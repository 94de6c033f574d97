package org.raceway.cards;

import org.raceway.platform.Problem;

/** Why a card or an entry is refused. */
enum CardProblem implements Problem {
    /** No card of this enterprise has this number. */
    NO_SUCH_CARD("no-such-card", 404),
    /** No product of this enterprise has this number. */
    NO_SUCH_PRODUCT("no-such-product", 404),
    /** The entry has no photo. */
    NO_SUCH_PHOTO("no-such-photo", 404),
    /** A product needs a name of at most 100 characters. */
    PRODUCT_NAME("product-name", 422),
    /** Not a GTIN. Arguments: what was typed. */
    PRODUCT_NUMBER("product-number", 422),
    /** A GTIN under another enterprise's prefix. Arguments: it, the own prefix. */
    PRODUCT_FOREIGN("product-foreign", 422),
    /** Arguments: the most. */
    TOO_MANY_PRODUCTS("too-many-products", 409),
    /** Not 1 to 20 letters, digits and hyphens. Arguments: what was typed. */
    LOT_NUMBER("lot-number", 422),
    /** The product has a lot of this number. Arguments: the number. */
    LOT_TAKEN("lot-taken", 409),
    /** Not one step at least. */
    NO_STEP("no-step", 422),
    /** Not a number above 0 that fits the unit. Arguments: what was typed. */
    QUANTITY("quantity", 422),
    /** Not a code of a lot or a unit. Arguments: what was typed. */
    CODE("code", 422),
    /** Several of the plant's lots have this number. Arguments: it. */
    CODE_AMBIGUOUS("code-ambiguous", 422),
    /** A lot goes into itself. */
    OWN_INPUT("own-input", 422),
    /** Arguments: the most. */
    TOO_MANY_INPUTS("too-many-inputs", 422),
    /** Arguments: the most. */
    TOO_MANY_CARDS("too-many-cards", 422),
    /** A part of the request is missing or makes no sense. Arguments: which. */
    ENTRY_INVALID("entry-invalid", 422),
    /** Another entry was sent under the same id. */
    ENTRY_ID_TAKEN("entry-id-taken", 409),
    /** The phone's clock is wrong. Arguments: what it shows, what time it is. */
    CLOCK_WRONG("clock-wrong", 422),
    /** Another phone has recorded this card. Arguments: the step, the quantity with unit, when. */
    OTHER_PHONE("other-phone", 409),
    /** More than came in. Arguments: how much that makes, how much came in, the unit. */
    MORE_THAN_CAME_IN("more-than-came-in", 409),
    /** It was confirmed without a reason. */
    REASON_MISSING("reason-missing", 422),
    /** Not a JPEG or PNG, or too large. Arguments: the most KB. */
    PHOTO("photo", 422),
    /** The ledger refuses the event. Arguments: its reason. */
    LEDGER_REFUSES("ledger-refuses", 422);

    private final String code;
    private final int status;

    CardProblem(String code, int status) {
        this.code = code;
        this.status = status;
    }

    @Override
    public String code() {
        return "card-" + code;
    }

    @Override
    public Blame blame() {
        return Blame.CALLER;
    }

    @Override
    public int status() {
        return status;
    }
}
