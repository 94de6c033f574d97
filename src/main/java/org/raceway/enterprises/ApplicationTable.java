package org.raceway.enterprises;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.raceway.platform.Cell;
import org.raceway.platform.Column;
import org.raceway.platform.Filter;
import org.raceway.platform.SqlTable;
import org.raceway.platform.TableDefinition;
import org.raceway.platform.TableQuery;
import org.raceway.platform.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The reviewers' queue: what waits longest stands first. Drafts are the applicants' own. */
@Repository
class ApplicationTable extends SqlTable<Application> {
    static final TableDefinition<Application> DEFINITION = new TableDefinition<>(
            "applications",
            "/applications",
            List.of(
                    new Column<>(
                            "name",
                            "enterprises.name",
                            Column.Kind.LONG,
                            true,
                            true,
                            (row, texts) -> Cell.link(
                                    row.title(texts.get("enterprises.untitled")), "/applications/" + row.id())),
                    new Column<>(
                            "phase",
                            "enterprises.state",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.tag(
                                    texts.get("enterprises.phase."
                                            + row.state().phase().name()),
                                    ApplicationViews.tone(row.state().phase()))),
                    new Column<>(
                            "purpose",
                            "enterprises.purpose",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.of(texts.get(
                                    "enterprises.purpose." + row.purpose().name()))),
                    new Column<>(
                            "submitted",
                            "enterprises.submitted",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.of(
                                    row.state() instanceof ApplicationState.InReview review
                                            ? Times.minute(review.since())
                                            : Times.minute(row.updatedAt()))),
                    new Column<>(
                            "urged",
                            "enterprises.urged",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.of(
                                    row.state() instanceof ApplicationState.InReview review && review.urgedAt() != null
                                            ? Times.minute(review.urgedAt())
                                            : "")),
                    new Column<>(
                            "reviewer",
                            "enterprises.reviewer",
                            Column.Kind.WORD,
                            true,
                            true,
                            (row, texts) -> Cell.of(
                                    row.state() instanceof ApplicationState.InReview review
                                            ? review.reviewerName()
                                            : "")),
                    new Column<>(
                            "kind",
                            "enterprises.kind",
                            Column.Kind.WORD,
                            false,
                            true,
                            (row, texts) -> Cell.of(Differences.kinds(row.form().kinds(), texts))),
                    new Column<>(
                            "uscc",
                            "enterprises.uscc",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.of(row.form().uscc())),
                    new Column<>(
                            "county",
                            "enterprises.county",
                            Column.Kind.TIME,
                            false,
                            false,
                            (row, texts) -> Cell.of(row.form().county())),
                    new Column<>(
                            "applicant",
                            "enterprises.applicant",
                            Column.Kind.WORD,
                            true,
                            false,
                            (row, texts) ->
                                    Cell.of(texts.english() ? row.applicantEnglishName() : row.applicantName()))),
            List.of(
                    new Filter("name", "enterprises.findApplication", Filter.Kind.TEXT, List.of()),
                    new Filter(
                            "phase",
                            "enterprises.state",
                            Filter.Kind.CHOICE,
                            Arrays.stream(ApplicationPhase.values())
                                    .filter(phase -> phase != ApplicationPhase.DRAFT)
                                    .map(phase -> new Filter.Choice(phase.name(), "enterprises.phase." + phase.name()))
                                    .toList()),
                    new Filter(
                            "purpose",
                            "enterprises.purpose",
                            Filter.Kind.CHOICE,
                            Arrays.stream(Application.Purpose.values())
                                    .map(purpose ->
                                            new Filter.Choice(purpose.name(), "enterprises.purpose." + purpose.name()))
                                    .toList())),
            "enterprises.noApplications",
            null,
            null);

    private static final Map<String, String> ORDER = Map.of(
            "name", "name",
            "phase", "phase",
            "purpose", "purpose",
            "submitted", "submitted_at",
            "urged", "urged_at",
            "reviewer", "reviewer_name",
            "uscc", "uscc",
            "applicant", "applicant_name");

    private final JsonMapper json;

    ApplicationTable(JdbcClient database, JsonMapper json) {
        super(database, "enterprise_application", Applications.COLUMNS);
        this.json = json;
    }

    @Override
    protected void filter(TableQuery query, Conditions conditions) {
        conditions.add("phase <> 'DRAFT'");
        String name = query.value("name");
        if (name != null) {
            conditions.add("(position(lower(?) in lower(name)) > 0 or uscc = upper(?))", name, name);
        }
        conditions.addIfPresent("phase = ?", query.value("phase"));
        conditions.addIfPresent("purpose = ?", query.value("purpose"));
    }

    @Override
    protected String order(TableQuery query) {
        return query.sort().isEmpty()
                ? "case phase when 'IN_REVIEW' then 0 else 1 end,"
                        + " case when phase = 'IN_REVIEW' then submitted_at end, updated_at desc, id"
                : ORDER.getOrDefault(query.sort(), "submitted_at") + (query.descending() ? " desc nulls last" : "")
                        + ", id";
    }

    @Override
    protected Application read(ResultSet row, int index) throws SQLException {
        return Applications.application(row, json);
    }
}
