package org.raceway.certificates;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.raceway.platform.Cell;
import org.raceway.platform.Column;
import org.raceway.platform.Filter;
import org.raceway.platform.Page;
import org.raceway.platform.SqlTable;
import org.raceway.platform.TableDefinition;
import org.raceway.platform.TableQuery;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.platform.Tone;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Certificates as a table. */
@Repository
class CertificateTable extends SqlTable<MillCertificate> {
    static final TableDefinition<MillCertificate> DEFINITION = new TableDefinition<>(
            "certificates",
            "/certificates",
            List.of(
                    new Column<>(
                            "number",
                            "certificates.number",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.link(row.number(), "/certificates/" + row.id())),
                    new Column<>(
                            "verdict",
                            "certificates.verdict",
                            Column.Kind.TIME,
                            false,
                            true,
                            (row, texts) -> row.withdrawnAt() != null
                                    ? Cell.tag(texts.get("certificates.withdrawn"), Tone.UNKNOWN)
                                    : verdict(row.check().verdict(), texts)),
                    new Column<>(
                            "heat",
                            "certificates.heatNumber",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) ->
                                    Cell.link(row.heatNumber(), "/balances/heat?id=" + Page.encode(row.heat()))),
                    new Column<>(
                            "grade",
                            "certificates.grade",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.of(row.grade())),
                    new Column<>(
                            "mass",
                            "certificates.massKilograms",
                            Column.Kind.NUMBER,
                            true,
                            true,
                            (row, texts) -> Cell.of(Figures.kilograms(row.massKilograms(), texts))),
                    new Column<>(
                            "issuer",
                            "certificates.issuer",
                            Column.Kind.LONG,
                            true,
                            true,
                            (row, texts) -> Cell.of(row.issuer())),
                    new Column<>(
                            "kind",
                            "certificates.kind",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.of(row.kind().number())),
                    new Column<>(
                            "product",
                            "certificates.product",
                            Column.Kind.LONG,
                            false,
                            false,
                            (row, texts) -> Cell.of(row.product())),
                    new Column<>(
                            "issued",
                            "certificates.issuedOn",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.of(row.issuedOn().toString())),
                    new Column<>(
                            "sha256",
                            "certificates.sha256",
                            Column.Kind.LONG,
                            false,
                            false,
                            (row, texts) ->
                                    Cell.of(row.file() == null ? "" : row.file().sha256())),
                    new Column<>(
                            "created",
                            "certificates.createdAt",
                            Column.Kind.TIME,
                            true,
                            false,
                            (row, texts) -> Cell.of(Times.minute(row.createdAt())))),
            List.of(
                    new Filter("find", "certificates.find", Filter.Kind.TEXT, List.of()),
                    new Filter("grade", "certificates.grade", Filter.Kind.TEXT, List.of()),
                    new Filter("from", "certificates.issuedFrom", Filter.Kind.DAY, List.of())),
            "certificates.empty",
            "/certificates/new",
            "certificates.add");

    private static final Map<String, String> ORDER = Map.of(
            "number", "number",
            "heat", "heat_number",
            "grade", "grade",
            "mass", "mass_kilograms",
            "issuer", "issuer",
            "kind", "kind",
            "issued", "issued_on",
            "created", "created_at");

    private final Certificates certificates;

    CertificateTable(JdbcClient database, Certificates certificates) {
        super(database, "mill_certificate", Certificates.COLUMNS);
        this.certificates = certificates;
    }

    static Cell verdict(CompositionCheck.Verdict verdict, Texts texts) {
        return Cell.tag(texts.get("certificates.verdict." + verdict), verdict.tone());
    }

    @Override
    protected void filter(TableQuery query, Conditions conditions) {
        String find = query.value("find");
        if (find != null) {
            conditions.add(
                    "(position(lower(?) in lower(number)) > 0 or position(lower(?) in lower(heat_number)) > 0)",
                    find,
                    find);
        }
        String grade = query.value("grade");
        if (grade != null) {
            conditions.add(
                    "lower(grade) = lower(?)",
                    SteelGrades.onFile().find(grade).map(SteelGrade::grade).orElse(grade));
        }
        conditions.addIfPresent("issued_on >= cast(? as date)", query.value("from"));
    }

    @Override
    protected String order(TableQuery query) {
        return query.sort().isEmpty()
                ? "issued_on desc, id desc"
                : ORDER.getOrDefault(query.sort(), "number") + (query.descending() ? " desc" : "") + ", id";
    }

    @Override
    protected MillCertificate read(ResultSet row, int index) throws SQLException {
        return certificates.read(row, index);
    }
}
