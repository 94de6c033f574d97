package org.raceway.certificates;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.platform.Formulas;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.platform.uploads.UploadProblem;
import org.raceway.platform.uploads.UploadedTable;
import org.raceway.platform.uploads.Uploads;
import org.raceway.traceability.Heats;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Lists of certificates, as Excel or CSV: read and checked first, kept only when somebody says so. */
@Service
class CertificateImports {
    static final int MOST_ROWS = 5_000;

    /** A column of the list; a chemical element's is its symbol. */
    enum Column {
        NUMBER("证书编号", "Certificate no.", true, "ZB2025-00017"),
        KIND("证书类型", "Type", false, "3.1"),
        ISSUER("出证单位", "Issuer", true, "某某特钢有限公司"),
        GRADE("牌号", "Grade", true, "GCr15"),
        STANDARD("执行标准", "Standard", false, "GB/T 18254-2016"),
        HEAT("炉号", "Heat", true, "A2500017"),
        MASS("重量（kg）", "Mass (kg)", true, "40000"),
        PRODUCT("规格", "Product", false, "Φ55"),
        ISSUED("出证日期", "Issued on", true, "2025-06-30");

        private final String chinese;
        private final String english;
        private final boolean required;
        private final String example;

        Column(String chinese, String english, boolean required, String example) {
            this.chinese = chinese;
            this.english = english;
            this.required = required;
            this.example = example;
        }

        String head(Texts texts) {
            return texts.english() ? english : chinese;
        }
    }

    /**
     * A list that was checked.
     *
     * @param confirmedAt absent while it waits
     */
    record Import(
            UUID id,
            String file,
            int total,
            int wrong,
            OffsetDateTime createdAt,
            @Nullable OffsetDateTime confirmedAt) {}

    /**
     * A row of it.
     *
     * @param row as a spreadsheet numbers it
     */
    record Row(int row, CertificateForm form, List<CertificateError> errors) {
        Row {
            errors = List.copyOf(errors);
        }
    }

    private static final String COLUMNS = "id, file, total, wrong, created_at, confirmed_at";

    private final JdbcClient database;
    private final Uploads uploads;
    private final CertificateChecks checks;
    private final Certificates certificates;
    private final JsonMapper json;
    private final Clock clock;
    private final TimeOrderedIds ids;
    private final TransactionTemplate transaction;

    CertificateImports(
            JdbcClient database,
            Uploads uploads,
            CertificateChecks checks,
            Certificates certificates,
            JsonMapper json,
            Clock clock,
            TimeOrderedIds ids,
            PlatformTransactionManager transactions) {
        this.database = database;
        this.uploads = uploads;
        this.checks = checks;
        this.certificates = certificates;
        this.json = json;
        this.clock = clock;
        this.ids = ids;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Reads and checks a list; no certificate is kept.
     *
     * @throws ProblemException if it can't be read, lacks a column, or has too many rows
     */
    Import check(@Nullable MultipartFile file, Caller caller, Texts texts) {
        UUID owner = caller.enterprise();
        if (owner == null) {
            throw new ProblemException(CertificateProblem.NO_ENTERPRISE);
        }
        UploadedTable table = uploads.readTable(file);
        if (table.rows().size() > MOST_ROWS) {
            throw new ProblemException(UploadProblem.TOO_MANY_ROWS, MOST_ROWS);
        }
        List<Row> rows = rows(table, owner, texts);
        UUID id = ids.next();
        String name = file == null || file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
        database.sql("""
                insert into certificate_import (id, owner, account, file, rows, total, wrong, created_at)
                values (:id, :owner, :account, :file, cast(:rows as jsonb), :total, :wrong, :now)
                """)
                .param("id", id)
                .param("owner", owner)
                .param("account", caller.accountId())
                .param("file", name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1))
                .param("rows", json.writeValueAsString(rows))
                .param("total", rows.size())
                .param("wrong", (int)
                        rows.stream().filter(row -> !row.errors().isEmpty()).count())
                .param("now", now())
                .update();
        return get(id);
    }

    private List<Row> rows(UploadedTable table, UUID owner, Texts texts) {
        Map<Column, Integer> places = new HashMap<>();
        List<String> missing = new ArrayList<>();
        for (Column column : Column.values()) {
            int place = table.column(column.chinese, column.english, column.name());
            places.put(column, place);
            if (place < 0 && column.required) {
                missing.add(column.head(texts));
            }
        }
        if (!missing.isEmpty()) {
            throw new ProblemException(
                    CertificateProblem.NO_CERTIFICATE_TABLE, String.join(texts.english() ? ", " : "、", missing));
        }
        Map<String, Integer> elements = new LinkedHashMap<>();
        for (int place = 0; place < table.header().size(); place++) {
            String head = table.header().get(place).replaceAll("[\\s%％]", "");
            if (head.matches("[A-Z][a-z]?")) {
                elements.putIfAbsent(head, place);
            }
        }
        Heats.Meanings meanings = checks.meanings(owner);
        Set<String> seen = new HashSet<>();
        List<Row> rows = new ArrayList<>();
        for (UploadedTable.Row row : table.rows()) {
            Map<Column, String> cells = new HashMap<>();
            places.forEach((column, place) -> cells.put(column, Formulas.original(row.cell(place))));
            Map<String, String> composition = new LinkedHashMap<>();
            elements.forEach((element, place) -> composition.put(element, row.cell(place)));
            String kind = cells.getOrDefault(Column.KIND, "");
            CertificateForm form = new CertificateForm(
                    cells.getOrDefault(Column.NUMBER, ""),
                    kind.isBlank() ? CertificateKind.INSPECTION_3_1.number() : kind,
                    cells.getOrDefault(Column.ISSUER, ""),
                    cells.getOrDefault(Column.GRADE, ""),
                    cells.getOrDefault(Column.STANDARD, ""),
                    cells.getOrDefault(Column.HEAT, ""),
                    cells.getOrDefault(Column.MASS, ""),
                    cells.getOrDefault(Column.PRODUCT, ""),
                    cells.getOrDefault(Column.ISSUED, ""),
                    composition);
            List<CertificateError> errors = new ArrayList<>();
            for (Column column : List.of(Column.NUMBER, Column.HEAT)) {
                if (row.inexact().contains(places.getOrDefault(column, -1))) {
                    errors.add(new CertificateError(
                            column == Column.NUMBER ? "number" : "heat", "digits", cells.getOrDefault(column, "")));
                }
            }
            if (errors.isEmpty()) {
                errors.addAll(checks.read(form, meanings).errors());
            }
            if (!seen.add(form.number().strip() + '\n' + form.heat().strip())) {
                errors.add(new CertificateError("number", "twice", form.number()));
            }
            rows.add(new Row(row.number(), form, errors));
        }
        return rows;
    }

    Import get(UUID id) {
        return database.sql("select " + COLUMNS + " from certificate_import where id = :id")
                .param("id", id)
                .query(CertificateImports::read)
                .optional()
                .orElseThrow(() -> new ProblemException(CertificateProblem.NO_SUCH_IMPORT));
    }

    List<Row> rows(UUID id) {
        return database.sql("select rows from certificate_import where id = :id")
                .param("id", id)
                .query((row, index) -> json.readValue(row.getString(1), new TypeReference<List<Row>>() {}))
                .optional()
                .orElseThrow(() -> new ProblemException(CertificateProblem.NO_SUCH_IMPORT));
    }

    /**
     * Keeps the rows that are in order, all in one transaction; the others stay in the report.
     *
     * @return how many
     * @throws ProblemException if there is none, or it was done already
     */
    int confirm(UUID id, Caller caller) {
        UUID owner = caller.requireEnterprise();
        List<CheckedCertificate> good = new ArrayList<>();
        Heats.Meanings meanings = checks.meanings(owner);
        for (Row row : rows(id)) {
            if (row.errors().isEmpty()) {
                checks.read(row.form(), meanings).certificate().ifPresent(good::add);
            }
        }
        Integer kept = transaction.execute(status -> {
            int claimed = database.sql(
                            "update certificate_import set confirmed_at = :now where owner = :owner and id = :id and confirmed_at is null")
                    .param("now", now())
                    .param("owner", owner)
                    .param("id", id)
                    .update();
            if (claimed == 0 || good.isEmpty()) {
                throw new ProblemException(CertificateProblem.NOTHING_TO_IMPORT);
            }
            return certificates.addAll(good, owner, caller.accountId());
        });
        return kept == null ? 0 : kept;
    }

    /** The empty list, with an example in its second row's place on a sheet of its own. */
    static void writeTemplate(OutputStream output, Texts texts) throws IOException {
        try (Workbook workbook = new Workbook(output, "Raceway", "1.0")) {
            Worksheet sheet = workbook.newWorksheet(texts.get("certificates.import.sheet"));
            Worksheet help = workbook.newWorksheet(texts.get("certificates.import.example"));
            int place = 0;
            for (Column column : Column.values()) {
                head(sheet, place, column.head(texts) + (column.required ? "*" : ""));
                head(help, place, column.head(texts));
                help.value(1, place, column.example);
                // Long numbers stay whole only as text.
                sheet.range(1, place, MOST_ROWS, place).style().format("@").set();
                place++;
            }
            List<String> example =
                    List.of("1.00", "0.25", "0.35", "1.50", "0.012", "0.005", "0.08", "0.03", "0.09", "", "", "");
            for (int i = 0; i < CertificateForm.ELEMENTS.size(); i++) {
                head(sheet, place, CertificateForm.ELEMENTS.get(i));
                head(help, place, CertificateForm.ELEMENTS.get(i));
                help.value(1, place, example.get(i));
                place++;
            }
            sheet.freezePane(0, 1);
        }
    }

    private static void head(Worksheet sheet, int place, String text) {
        sheet.value(0, place, text);
        sheet.style(0, place).bold().set();
        sheet.width(place, 16);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Import read(ResultSet row, int index) throws SQLException {
        return new Import(
                row.getObject("id", UUID.class),
                row.getString("file"),
                row.getInt("total"),
                row.getInt("wrong"),
                row.getObject("created_at", OffsetDateTime.class),
                row.getObject("confirmed_at", OffsetDateTime.class));
    }
}
