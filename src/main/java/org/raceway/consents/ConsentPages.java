package org.raceway.consents;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.raceway.access.Caller;
import org.raceway.access.CurrentCaller;
import org.raceway.access.Permission;
import org.raceway.platform.Figure;
import org.raceway.platform.Room;
import org.raceway.platform.Section;
import org.raceway.platform.StartPart;
import org.raceway.platform.Texts;
import org.raceway.platform.Visitor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ledger's entry in the rail and on the start page. */
@Configuration(proxyBeanMethods = false)
class ConsentPages {

    @Bean
    Room consentsRoom() {
        return new Room(
                "/consents",
                "consents.room",
                "consents",
                Section.CONSENTS,
                10,
                Set.of(Permission.CONSENTS_READ.code()),
                false);
    }

    @Bean
    @Order(50)
    StartPart consentsStartPart(JdbcClient database, CurrentCaller callers, Clock clock) {
        return new StartPart() {
            @Override
            public List<Figure> figures(Visitor visitor, Texts texts) {
                Caller caller = callers.find().orElse(null);
                if (caller == null || caller.enterprise() == null || !caller.may(Permission.CONSENTS_READ)) {
                    return List.of();
                }
                Instant now = clock.instant();
                List<Figure> figures = new ArrayList<>();
                if (caller.may(Permission.CONSENTS_GRANT)) {
                    long waiting = database.sql(
                                    "select count(*) from consent where granter = :enterprise and state = 'REQUESTED'")
                            .param("enterprise", caller.enterprise())
                            .query(Long.class)
                            .single();
                    figures.add(Figure.count(
                            "consents.figureWaiting",
                            waiting,
                            "consents.unit",
                            "/consents",
                            "consents.fromWaiting",
                            now,
                            texts));
                }
                if (caller.may(Permission.CONSENTS_REQUEST)) {
                    long live = database.sql("""
                                    select count(*) from consent
                                    where reader = :enterprise and state = 'GRANTED' and ends_at > :now
                                    """)
                            .param("enterprise", caller.enterprise())
                            .param("now", StoredConsents.utc(now))
                            .query(Long.class)
                            .single();
                    figures.add(Figure.count(
                            "consents.figureLive",
                            live,
                            "consents.unit",
                            "/consents/received?state=GRANTED",
                            "consents.fromLive",
                            now,
                            texts));
                }
                return figures;
            }
        };
    }
}
