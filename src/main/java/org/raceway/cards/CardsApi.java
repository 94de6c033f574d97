package org.raceway.cards;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.platform.ProblemException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lots, route cards and what was recorded of them, for machines and for the phone's page. */
@RestController
@Requires(Permission.CARDS_READ)
@RequestMapping("/api/v1/cards")
class CardsApi {
    private static final int MOST = 200;

    private final StoredCards cards;
    private final Entries entries;
    private final CardPrints prints;

    CardsApi(StoredCards cards, Entries entries, CardPrints prints) {
        this.cards = cards;
        this.entries = entries;
        this.prints = prints;
    }

    /** The plant's products. */
    @GetMapping("/products")
    List<ProductItem> products(Caller caller) {
        return cards.products(caller).stream().map(ProductItem::of).toList();
    }

    /** Makes a product, or answers with the one that there is. */
    @Requires(Permission.CARDS_ISSUE)
    @PostMapping("/products")
    ProductItem product(Caller caller, @RequestBody NewProduct product) {
        return ProductItem.of(cards.product(caller, product.order()));
    }

    /** The plant's cards, the newest first. */
    @GetMapping
    List<CardItem> list(
            Caller caller, @RequestParam @Nullable UUID before, @RequestParam(defaultValue = "50") int limit) {
        return cards.page(caller, before, Math.clamp(limit, 1, MOST)).stream()
                .map(card -> CardItem.of(card, List.of()))
                .toList();
    }

    /** Begins a lot and issues its card. */
    @Requires(Permission.CARDS_ISSUE)
    @PostMapping
    ResponseEntity<CardItem> issue(Caller caller, @RequestBody NewCard card) {
        Card issued = cards.issue(caller, card.order());
        return ResponseEntity.created(URI.create("/api/v1/cards/" + issued.id()))
                .body(CardItem.of(issued, List.of()));
    }

    /** The card of a code, scanned or typed, with what was recorded of it. */
    @GetMapping("/lookup")
    CardItem lookup(Caller caller, @RequestParam String code) {
        Card card = cards.byThing(caller, cards.thing(caller, code))
                .orElseThrow(() -> new ProblemException(CardProblem.NO_SUCH_CARD));
        return CardItem.of(card, cards.entries(card.id()));
    }

    /** One card, with what was recorded of it. */
    @GetMapping("/{id}")
    CardItem one(Caller caller, @PathVariable UUID id) {
        Card card = cards.get(caller, id);
        return CardItem.of(card, cards.entries(card.id()));
    }

    /** Route cards to print; without an id all of lots that have not been started, the newest 1,000. */
    @GetMapping("/cards.pdf")
    void print(
            Caller caller,
            @RequestParam(required = false) @Nullable List<UUID> id,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        prints.cards(caller, id == null ? cards.planned(caller) : id, locale, request, response);
    }

    /** Labels to print. */
    @GetMapping("/labels.pdf")
    void labels(
            Caller caller,
            @RequestParam List<UUID> id,
            @RequestParam(defaultValue = "1") int each,
            @RequestParam(defaultValue = "ROLL") CardSheets.Paper paper,
            @RequestParam(defaultValue = "QR") CardSheets.Code code,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        prints.labels(caller, id, each, paper, code, locale, request, response);
    }

    /**
     * Records what was done. 201 when it was taken, 200 when it had been taken before. 409 with the codes {@code card-other-phone} and
     * {@code card-more-than-came-in}, and 422 with {@code card-clock-wrong}, ask a person; the same entry with {@code confirmed} goes through.
     */
    @Requires(Permission.CARDS_RECORD)
    @PostMapping("/entries")
    ResponseEntity<EntryItem> record(Caller caller, @RequestBody EntryOrder order) {
        Entries.Taken taken = entries.take(caller, order);
        return ResponseEntity.status(taken.repeated() ? HttpStatus.OK : HttpStatus.CREATED)
                .body(EntryItem.of(taken.entry()));
    }

    /** The photo of an entry. */
    @GetMapping("/entries/{entry}/photo")
    ResponseEntity<byte[]> photo(Caller caller, @PathVariable UUID entry) {
        Entries.Photo photo = entries.photo(caller, entry);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(photo.mediaType()))
                .body(photo.content());
    }

    /** A product to make; without a GTIN the platform issues an internal number. */
    record NewProduct(
            @Nullable String name,
            @Nullable String gtin,
            @Nullable Unit unit) {
        StoredCards.ProductOrder order() {
            return new StoredCards.ProductOrder(
                    name == null ? "" : name, gtin == null ? "" : gtin, unit == null ? Unit.PIECES : unit);
        }
    }

    /**
     * A lot to begin.
     *
     * @param product an existing one's id; or {@code newProduct}
     * @param lot its number; absent: the next of the day
     * @param route the first makes the lot
     */
    record NewCard(
            @Nullable UUID product,
            @Nullable NewProduct newProduct,
            @Nullable String lot,
            @Nullable List<Step> route,
            @Nullable BigDecimal quantity,
            @Nullable List<Input> inputs) {
        StoredCards.CardOrder order() {
            List<StoredCards.InputOrder> its = new ArrayList<>();
            if (inputs != null) {
                inputs.forEach(input -> its.add(input.order()));
            }
            return new StoredCards.CardOrder(
                    product,
                    newProduct == null ? null : newProduct.order(),
                    lot == null ? "" : lot,
                    route == null ? List.of() : route,
                    quantity == null ? "" : quantity.toPlainString(),
                    its);
        }
    }

    /**
     * Some of a lot that goes in.
     *
     * @param code in any form
     */
    record Input(
            @Nullable String code,
            @Nullable BigDecimal quantity,
            @Nullable Unit unit) {
        StoredCards.InputOrder order() {
            return new StoredCards.InputOrder(
                    code == null ? "" : code,
                    quantity == null ? "" : quantity.toPlainString(),
                    unit == null ? Unit.PIECES : unit);
        }
    }

    /** A product. */
    record ProductItem(UUID id, String gtin, boolean issued, String name, Unit unit) {
        static ProductItem of(CardProduct product) {
            return new ProductItem(product.id(), product.gtin(), product.issued(), product.name(), product.unit());
        }
    }

    /**
     * A card.
     *
     * @param thing the lot's GS1 Digital Link, canonical
     * @param done of the lot in the step recorded last
     * @param count how many entries there are
     * @param next the step that comes next; absent when all are done
     * @param expected what a person will most likely say of the next step
     */
    record CardItem(
            UUID id,
            ProductItem product,
            String thing,
            String lot,
            List<Step> route,
            BigDecimal quantity,
            Unit unit,
            List<CardInput> inputs,
            @Nullable Step step,
            BigDecimal done,
            int count,
            @Nullable Step next,
            @Nullable BigDecimal expected,
            Instant createdAt,
            List<EntryItem> entries) {
        static CardItem of(Card card, List<CardEntry> entries) {
            Step next = card.next();
            return new CardItem(
                    card.id(),
                    ProductItem.of(card.product()),
                    card.thing(),
                    card.lot(),
                    card.route(),
                    card.quantity(),
                    card.unit(),
                    card.inputs(),
                    card.step(),
                    card.done(),
                    card.entries(),
                    next,
                    next == null ? null : Entries.expected(card, next, entries),
                    card.createdAt(),
                    entries.stream().map(EntryItem::of).toList());
        }
    }

    /**
     * What was recorded.
     *
     * @param photo SHA-256 of the photo; absent for none
     * @param event EPCIS event ID
     */
    record EntryItem(
            UUID id,
            UUID card,
            int number,
            Step step,
            BigDecimal quantity,
            String machine,
            String reason,
            Instant happenedAt,
            Instant takenAt,
            Instant receivedAt,
            @Nullable String photo,
            String event) {
        static EntryItem of(CardEntry entry) {
            return new EntryItem(
                    entry.id(),
                    entry.card(),
                    entry.number(),
                    entry.step(),
                    entry.quantity(),
                    entry.machine(),
                    entry.reason(),
                    entry.happenedAt(),
                    entry.takenAt(),
                    entry.receivedAt(),
                    entry.photo(),
                    entry.event());
        }
    }
}
