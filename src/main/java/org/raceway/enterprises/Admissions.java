package org.raceway.enterprises;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.platform.Formulas;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.platform.uploads.UploadProblem;
import org.raceway.platform.uploads.UploadedTable;
import org.raceway.platform.uploads.Uploads;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Enterprises admitted from a workbook: checked row by row, then confirmed. Once more does nothing twice: the credit code decides. */
@Service
class Admissions {
    /** Rows of one workbook. */
    static final int MOST_ROWS = 5_000;

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String COLUMNS =
            "id, name, english_name, file, total, fresh, existing, wrong, created_at, confirmed_at, admitted";

    private final JdbcClient database;
    private final Uploads uploads;
    private final Records records;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TimeOrderedIds ids;
    private final JsonMapper json;
    private final TransactionTemplate transaction;

    Admissions(
            JdbcClient database,
            Uploads uploads,
            Records records,
            AuditTrail audit,
            ApplicationEventPublisher events,
            Clock clock,
            TimeOrderedIds ids,
            JsonMapper json,
            PlatformTransactionManager transactions) {
        this.database = database;
        this.uploads = uploads;
        this.records = records;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        this.ids = ids;
        this.json = json;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Reads and checks a workbook, and keeps what it holds.
     *
     * @throws ProblemException if it can't be read, lacks a column, or has too many rows
     */
    Admission check(@Nullable MultipartFile file, Caller caller, Actor actor, Texts texts) {
        UploadedTable table = uploads.readTable(file);
        if (table.rows().size() > MOST_ROWS) {
            throw new ProblemException(UploadProblem.TOO_MANY_ROWS, MOST_ROWS);
        }
        List<AdmissionRow> rows = rows(table, texts);
        int wrong = (int) rows.stream().filter(row -> !row.errors().isEmpty()).count();
        int existing = (int) rows.stream()
                .filter(row -> row.existing() && row.errors().isEmpty())
                .count();
        UUID id = ids.next();
        String name = file == null || file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
        database.sql("""
                insert into enterprise_admission (id, account, name, english_name, file, rows, total, fresh, existing, wrong,
                                                  created_at)
                values (:id, :account, :name, :englishName, :file, cast(:rows as jsonb), :total, :fresh, :existing, :wrong, :now)
                """)
                .param("id", id)
                .param("account", caller.accountId())
                .param("name", actor.name())
                .param("englishName", actor.englishName())
                .param("file", name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1))
                .param("rows", json.writeValueAsString(rows))
                .param("total", rows.size())
                .param("fresh", rows.size() - wrong - existing)
                .param("existing", existing)
                .param("wrong", wrong)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return get(id);
    }

    private List<AdmissionRow> rows(UploadedTable table, Texts texts) {
        Map<AdmissionColumn, Integer> places = new EnumMap<>(AdmissionColumn.class);
        List<String> missing = new ArrayList<>();
        for (AdmissionColumn column : AdmissionColumn.values()) {
            int place = table.column(column.heads());
            places.put(column, place);
            if (place < 0 && column.required()) {
                missing.add(column.head(texts));
            }
        }
        if (!missing.isEmpty()) {
            throw new ProblemException(
                    EnterpriseProblem.NO_ADMISSION_TABLE, String.join(texts.english() ? ", " : "、", missing));
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZONE);
        Map<String, String> kinds = kinds();
        List<AdmissionRow> rows = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Set<String> seenGlns = new HashSet<>();
        for (UploadedTable.Row row : table.rows()) {
            EnterpriseForm form = form(row, places, kinds);
            List<FormError> errors = new ArrayList<>();
            for (AdmissionColumn column : List.of(AdmissionColumn.USCC, AdmissionColumn.GLN, AdmissionColumn.PHONE)) {
                int place = places.getOrDefault(column, -1);
                if (row.inexact().contains(place)) {
                    errors.add(FormError.of(field(column), "digits-lost", row.cell(place)));
                }
            }
            if (errors.isEmpty()) {
                errors.addAll(FormCheck.of(form, FormStep.IDENTITY, today));
                errors.addAll(FormCheck.of(form, FormStep.BUSINESS, today));
                errors.addAll(FormCheck.of(form, FormStep.PLACE, today));
            }
            if (!form.uscc().isEmpty() && !seen.add(form.uscc())) {
                errors.add(FormError.of("uscc", "row-twice", form.uscc()));
            }
            if (!form.gln().isEmpty() && !seenGlns.add(form.gln())) {
                errors.add(FormError.of("gln", "row-twice", form.gln()));
            }
            rows.add(new AdmissionRow(row.number(), form, false, errors));
        }
        return compared(rows);
    }

    /** With what the registry has: in two statements, however many rows there are. */
    private List<AdmissionRow> compared(List<AdmissionRow> rows) {
        Set<String> existing = new HashSet<>(database.sql("select uscc from enterprise where uscc = any(:codes)")
                .param("codes", rows.stream().map(row -> row.form().uscc()).toArray(String[]::new))
                .query(String.class)
                .list());
        Map<String, String> glns = new HashMap<>();
        database.sql("select gln, uscc from enterprise where gln = any(:glns)")
                .param("glns", rows.stream().map(row -> row.form().gln()).toArray(String[]::new))
                .query((row, index) -> glns.put(row.getString("gln"), row.getString("uscc")))
                .list();
        return rows.stream()
                .map(row -> {
                    List<FormError> errors = new ArrayList<>(row.errors());
                    String holder = glns.get(row.form().gln());
                    if (holder != null && !holder.equals(row.form().uscc())) {
                        errors.add(FormError.of("gln", "gln-taken", row.form().gln()));
                    }
                    return new AdmissionRow(
                            row.row(), row.form(), existing.contains(row.form().uscc()), errors);
                })
                .toList();
    }

    private static EnterpriseForm form(
            UploadedTable.Row row, Map<AdmissionColumn, Integer> places, Map<String, String> kinds) {
        Map<AdmissionColumn, String> cells = new EnumMap<>(AdmissionColumn.class);
        places.forEach((column, place) -> cells.put(column, Formulas.original(row.cell(place))));
        EnterpriseForm.Contact contact = new EnterpriseForm.Contact(
                text(cells, AdmissionColumn.CONTACT),
                text(cells, AdmissionColumn.POSITION),
                text(cells, AdmissionColumn.PHONE),
                text(cells, AdmissionColumn.EMAIL));
        return new EnterpriseForm(
                text(cells, AdmissionColumn.NAME),
                text(cells, AdmissionColumn.ENGLISH_NAME),
                text(cells, AdmissionColumn.USCC),
                text(cells, AdmissionColumn.GLN),
                text(cells, AdmissionColumn.PREFIX),
                text(cells, AdmissionColumn.INDUSTRY).replaceFirst("^([0-9]{4})\\s.*$", "$1"),
                Arrays.stream(text(cells, AdmissionColumn.KINDS).split("[、,，;；/]"))
                        .map(String::strip)
                        .filter(kind -> !kind.isEmpty())
                        .map(kind -> kinds.getOrDefault(kind.toLowerCase(Locale.ROOT), kind))
                        .distinct()
                        .toList(),
                text(cells, AdmissionColumn.EMPLOYEES).replaceAll("[,，]", ""),
                text(cells, AdmissionColumn.REVENUE).replaceAll("[,，]", ""),
                text(cells, AdmissionColumn.COUNTY),
                text(cells, AdmissionColumn.ADDRESS),
                contact.isEmpty() ? List.of() : List.of(contact),
                List.of());
    }

    private static String text(Map<AdmissionColumn, String> cells, AdmissionColumn column) {
        return cells.getOrDefault(column, "");
    }

    private static String field(AdmissionColumn column) {
        return switch (column) {
            case USCC -> "uscc";
            case GLN -> "gln";
            default -> "contacts[0].phone";
        };
    }

    /** Kinds by every name they have. */
    private static Map<String, String> kinds() {
        Map<String, String> kinds = new HashMap<>();
        for (EnterpriseKind kind : EnterpriseKind.values()) {
            kinds.put(kind.name().toLowerCase(Locale.ROOT), kind.name());
            for (Locale locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
                kinds.put(
                        Texts.of(locale).get("enterprises.kind." + kind.name()).toLowerCase(Locale.ROOT), kind.name());
            }
        }
        return kinds;
    }

    Admission get(UUID id) {
        return database.sql("select " + COLUMNS + " from enterprise_admission where id = :id")
                .param("id", id)
                .query(Admissions::read)
                .optional()
                .orElseThrow(() -> new ProblemException(EnterpriseProblem.NO_SUCH_ADMISSION));
    }

    List<Admission> latest() {
        return database.sql("select " + COLUMNS + " from enterprise_admission order by id desc limit 20")
                .query(Admissions::read)
                .list();
    }

    List<AdmissionRow> rows(UUID id) {
        return database.sql("select rows from enterprise_admission where id = :id")
                .param("id", id)
                .query((row, index) ->
                        json.readValue(row.getString("rows"), new TypeReference<List<AdmissionRow>>() {}))
                .optional()
                .orElseThrow(() -> new ProblemException(EnterpriseProblem.NO_SUCH_ADMISSION));
    }

    /** Admits the rows that are in order and new; the others stay in the report. */
    Admission confirm(UUID id, Actor actor) {
        List<EnterpriseForm> fresh = rows(id).stream()
                .filter(AdmissionRow::isFresh)
                .map(AdmissionRow::form)
                .toList();
        transaction.executeWithoutResult(status -> {
            int claimed = database.sql(
                            "update enterprise_admission set confirmed_at = :now where id = :id and confirmed_at is null")
                    .param("now", Timestamp.from(clock.instant()))
                    .param("id", id)
                    .update();
            if (claimed == 0) {
                throw new ProblemException(EnterpriseProblem.NO_SUCH_ADMISSION);
            }
            List<Enterprise> admitted = records.admitAll(fresh, FactSource.IMPORTED, actor);
            database.sql("update enterprise_admission set admitted = :admitted where id = :id")
                    .param("admitted", admitted.size())
                    .param("id", id)
                    .update();
            audit.record(AuditEntry.done("enterprises.admit", "admission", id)
                    .with("rows", fresh.size())
                    .with("admitted", admitted.size()));
            admitted.forEach(enterprise -> events.publishEvent(new EnterpriseAdmitted(enterprise, null)));
        });
        return get(id);
    }

    /** The empty workbook, with a second sheet that says how to fill it in. */
    static void writeTemplate(OutputStream output, Texts texts) throws IOException {
        try (Workbook workbook = new Workbook(output, "Raceway", "1.0")) {
            Worksheet sheet = workbook.newWorksheet(texts.get("enterprises.admission.sheet"));
            int place = 0;
            for (AdmissionColumn column : AdmissionColumn.values()) {
                sheet.value(0, place, column.head(texts) + (column.required() ? "*" : ""));
                sheet.style(0, place).bold().set();
                sheet.width(place, 22);
                // Long numbers stay whole only as text.
                sheet.range(1, place, MOST_ROWS, place).style().format("@").set();
                place++;
            }
            sheet.freezePane(0, 1);
            sheet.finish();
            Worksheet help = workbook.newWorksheet(texts.get("enterprises.admission.help"));
            List<String> heads = List.of(
                    texts.get("enterprises.admission.column"),
                    texts.get("enterprises.admission.required"),
                    texts.get("enterprises.admission.example"));
            for (int i = 0; i < heads.size(); i++) {
                help.value(0, i, heads.get(i));
                help.style(0, i).bold().set();
                help.width(i, 32);
            }
            int line = 1;
            for (AdmissionColumn column : AdmissionColumn.values()) {
                help.value(line, 0, column.head(texts));
                help.value(line, 1, texts.get(column.required() ? "enterprises.yes" : "enterprises.no"));
                help.value(line, 2, column.example());
                line++;
            }
            help.value(
                    line + 1,
                    0,
                    texts.get(
                            "enterprises.admission.kinds",
                            ApplicationViews.kinds(texts).stream()
                                    .map(choice -> choice.text())
                                    .collect(Collectors.joining(texts.english() ? ", " : "、"))));
            help.finish();
        }
    }

    /** Everything that is wrong, a line for each field. */
    static void writeErrors(List<AdmissionRow> rows, OutputStream output, Texts texts) throws IOException {
        try (Workbook workbook = new Workbook(output, "Raceway", "1.0")) {
            Worksheet sheet = workbook.newWorksheet(texts.get("enterprises.admission.errors"));
            List<String> heads = List.of(
                    texts.get("enterprises.admission.row"),
                    texts.get("enterprises.admission.column"),
                    texts.get("enterprises.admission.value"),
                    texts.get("enterprises.admission.problem"),
                    texts.get("enterprises.name"));
            for (int i = 0; i < heads.size(); i++) {
                sheet.value(0, i, heads.get(i));
                sheet.style(0, i).bold().set();
                sheet.width(i, i == 3 ? 60 : 24);
            }
            int line = 1;
            for (AdmissionRow row : rows) {
                for (FormError error : row.errors()) {
                    sheet.value(line, 0, row.row());
                    sheet.value(line, 1, column(error, texts));
                    sheet.value(line, 2, Formulas.inert(error.value()));
                    sheet.value(line, 3, error.words(texts));
                    sheet.value(line, 4, Formulas.inert(row.form().name()));
                    line++;
                }
            }
            sheet.finish();
        }
    }

    /** The head of the column that an error is about. */
    static String column(FormError error, Texts texts) {
        return AdmissionColumn.of(error.field())
                .map(column -> column.head(texts))
                .orElse(error.field());
    }

    private static Admission read(ResultSet row, int index) throws SQLException {
        return new Admission(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("english_name"),
                row.getString("file"),
                row.getInt("total"),
                row.getInt("fresh"),
                row.getInt("existing"),
                row.getInt("wrong"),
                Records.instant(row, "created_at"),
                Records.instantOrNull(row, "confirmed_at"),
                Optional.ofNullable(row.getObject("admitted", Integer.class)).orElse(null));
    }
}
