package org.raceway.traceability;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.platform.Tables;
import org.raceway.platform.Texts;
import org.raceway.traceability.epcis.EpcisJson;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/** The ledger's events, as a list and one by one. */
@Controller
@Requires(Permission.EVENTS_READ)
class EventPages {
    private final EventStore events;
    private final JdbcClient database;
    private final Tables tables;
    private final JsonMapper json;

    EventPages(JdbcClient database, Tables tables, JsonMapper json) {
        this.events = new PostgresEventStore(database);
        this.database = database;
        this.tables = tables;
        this.json = json;
    }

    @GetMapping("/events")
    @Nullable
    ModelAndView list(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        return tables.show(
                "events", EventTable.DEFINITION, new EventTable(database, EventScope.of(caller)), request, response);
    }

    @GetMapping("/events/{key}")
    String one(@PathVariable UUID key, Caller caller, Locale locale, Model model) {
        StoredEvent stored = events.events(List.of(key)).get(key);
        if (stored == null || !EventScope.of(caller).seesEvent(database, key, stored.owner())) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        Texts texts = Texts.of(locale);
        model.addAttribute("facts", EventFacts.of(stored, texts));
        model.addAttribute("declared", stored.errorDeclared());
        model.addAttribute(
                "heading",
                stored.event().bizStep() == null
                        ? EventWords.type(stored.event().type(), texts)
                        : EventWords.step(stored.event().bizStep(), texts));
        model.addAttribute(
                "json",
                json.writerWithDefaultPrettyPrinter()
                        .writeValueAsString(json.readTree(EpcisJson.write(stored.event()))));
        return "event";
    }
}
