package org.raceway.cards;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.raceway.enterprises.EnterpriseData;
import org.raceway.enterprises.EnterprisesMerged;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of cards when enterprises merge, and what an enterprise takes along when it leaves. */
@Component
class CardEnterprises implements EnterpriseData {
    private static final int YEARS = 10;

    private final StoredCards cards;
    private final JdbcClient database;
    private final JsonMapper json;

    CardEnterprises(StoredCards cards, JdbcClient database, JsonMapper json) {
        this.cards = cards;
        this.database = database;
        this.json = json;
    }

    @EventListener
    void merged(EnterprisesMerged merged) {
        database.sql("select move_cards(:merged, :into)")
                .param("merged", merged.from())
                .param("into", merged.into())
                .query((row, index) -> index)
                .list();
    }

    @Override
    public String room() {
        return "cards";
    }

    @Override
    public void export(UUID enterprise, Archive archive) throws IOException {
        archive.file("cards.json")
                .write(json.writeValueAsBytes(database.sql("select " + StoredCards.COLUMNS + " from "
                                + StoredCards.TABLE + " where card.enterprise = :enterprise order by card.id")
                        .param("enterprise", enterprise)
                        .query(cards::read)
                        .list()));
        archive.file("entries.json")
                .write(json.writeValueAsBytes(database.sql(
                                "select id, card, number, device, step, quantity, machine, reason, happened_at, taken_at,"
                                        + " received_at, photo_digest, event from card_entry"
                                        + " where enterprise = :enterprise order by received_at, id")
                        .param("enterprise", enterprise)
                        .query(StoredCards::readEntry)
                        .list()));
    }

    @Override
    public List<Rule> rules() {
        return List.of(new Rule("cards.rule.cards", YEARS));
    }

    @Override
    public Map<String, Integer> erase(UUID enterprise) {
        return Map.of();
    }
}
