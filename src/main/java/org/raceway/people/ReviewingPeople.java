package org.raceway.people;

import java.util.List;
import java.util.UUID;
import org.raceway.access.Permission;
import org.raceway.enterprises.Reviewers;
import org.raceway.notifications.Recipients;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The operator's staff who review applications, for the registry. */
@Component
class ReviewingPeople implements Reviewers {
    private final Recipients recipients;
    private final JdbcClient database;

    ReviewingPeople(Recipients recipients, JdbcClient database) {
        this.recipients = recipients;
        this.database = database;
    }

    @Override
    public List<Reviewer> reviewers() {
        List<UUID> holders = recipients.holding(null, Permission.ENTERPRISES_REVIEW);
        return holders.isEmpty()
                ? List.of()
                : database.sql(
                                "select id, display_name, english_name from account where id = any(:ids) order by display_name")
                        .param("ids", holders.toArray(UUID[]::new))
                        .query((row, index) -> new Reviewer(
                                row.getObject("id", UUID.class),
                                row.getString("display_name"),
                                row.getString("english_name")))
                        .list();
    }
}
