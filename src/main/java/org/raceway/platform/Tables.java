package org.raceway.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers the requests of a page that is a table: a page of rows, or all filtered rows as a file. */
@Component
public final class Tables {
    /** Rows a page unless asked otherwise. */
    public static final int DEFAULT_SIZE = 50;
    /** The most rows a page. */
    public static final int LARGEST_SIZE = 200;
    /** How far rows are counted and paged: past it, people filter. */
    public static final long COUNTED = 10_000;
    /** The most rows an export; a sheet holds 1,048,576. */
    public static final int EXPORTED = 1_000_000;

    /** Exports at the same time: each holds a connection of the pool until it is sent. */
    static final int EXPORTS_AT_ONCE = 3;

    private static final int LONGEST_CELL = 32_000;

    private final LocaleResolver languages;
    private final ApplicationEventPublisher events;
    private final TransactionOperations streaming;
    private final Semaphore exports = new Semaphore(EXPORTS_AT_ONCE);

    Tables(LocaleResolver languages, PlatformTransactionManager transactions, ApplicationEventPublisher events) {
        this.events = events;
        this.languages = languages;
        // PostgreSQL hands on rows in parts (spring.jdbc.template.fetch-size) only within a transaction.
        TransactionTemplate reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
        this.streaming = reading;
    }

    /**
     * The page {@code view} with the model attribute {@code table}, or null when the answer was an export and is written.
     */
    public <R> @Nullable ModelAndView show(
            String view,
            TableDefinition<R> definition,
            TableSource<R> source,
            HttpServletRequest request,
            HttpServletResponse response) {
        Texts texts = Texts.of(languages.resolveLocale(request));
        TableQuery query = query(definition, request);
        String export = request.getParameter("export");
        if ("csv".equals(export) || "xlsx".equals(export)) {
            export(export, definition, source, query, texts, response);
            return null;
        }
        long total = source.count(query, COUNTED + 1);
        List<List<Cell>> rows = source.rows(query, query.size(), (long) query.page() * query.size()).stream()
                .map(row -> definition.columns().stream()
                        .map(column -> column.cell().apply(row, texts))
                        .toList())
                .toList();
        Map<String, Object> model = new HashMap<>();
        model.put("table", new Table(definition, query, rows, Math.min(total, COUNTED), total <= COUNTED));
        return new ModelAndView(view, model);
    }

    private <R> void export(
            String kind,
            TableDefinition<R> definition,
            TableSource<R> source,
            TableQuery query,
            Texts texts,
            HttpServletResponse response) {
        if (!exports.tryAcquire()) {
            throw new ProblemException(PlatformProblem.BUSY);
        }
        CountedSource<R> counted = new CountedSource<>(source);
        boolean whole = false;
        try {
            streaming.executeWithoutResult(transaction -> {
                try {
                    if (kind.equals("csv")) {
                        writeCsv(definition, counted, query, texts, response);
                    } else {
                        writeExcel(definition, counted, query, texts, response);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            whole = true;
        } finally {
            exports.release();
            events.publishEvent(new TableExported(
                    definition.name(), kind, new TreeSet<>(query.values().keySet()), counted.rows, whole));
        }
    }

    /** Counts what it hands out. */
    private static final class CountedSource<R> implements TableSource<R> {
        private final TableSource<R> source;
        private long rows;

        CountedSource(TableSource<R> source) {
            this.source = source;
        }

        @Override
        public long count(TableQuery query, long most) {
            return source.count(query, most);
        }

        @Override
        public List<R> rows(TableQuery query, int limit, long offset) {
            return source.rows(query, limit, offset);
        }

        @Override
        public void each(TableQuery query, int most, Consumer<R> row) {
            source.each(query, most, next -> {
                rows++;
                row.accept(next);
            });
        }
    }

    /** What a request asks of a table. */
    public static TableQuery query(TableDefinition<?> definition, HttpServletRequest request) {
        Map<String, String> values = new HashMap<>();
        for (Filter filter : definition.filters()) {
            String value = request.getParameter(filter.name());
            if (value != null && !value.isBlank()) {
                String trimmed = value.strip();
                values.put(filter.name(), trimmed.substring(0, Math.min(trimmed.length(), TableQuery.LONGEST_VALUE)));
            }
        }
        String sort = request.getParameter("sort");
        boolean known = sort != null
                && definition.columns().stream()
                        .anyMatch(column -> column.sortable() && column.name().equals(sort));
        int size = Math.clamp(number(request.getParameter("size"), DEFAULT_SIZE), 1, LARGEST_SIZE);
        int lastPage = (int) ((COUNTED - 1) / size);
        return new TableQuery(
                values,
                known && sort != null ? sort : "",
                "true".equals(request.getParameter("descending")),
                Math.clamp(number(request.getParameter("page"), 1) - 1L, 0, lastPage),
                size);
    }

    private static int number(@Nullable String text, int otherwise) {
        try {
            return text == null ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private static <R> void writeCsv(
            TableDefinition<R> definition,
            TableSource<R> source,
            TableQuery query,
            Texts texts,
            HttpServletResponse response)
            throws IOException {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + definition.name() + ".csv\"");
        Writer writer = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        // Without the mark, Excel reads Chinese in a CSV as something else.
        writer.write('\uFEFF');
        boolean first = true;
        for (Column<R> column : definition.columns()) {
            writer.write((first ? "" : ",") + quoted(texts.get(column.textKey())));
            first = false;
        }
        writer.write("\r\n");
        source.each(query, EXPORTED, row -> {
            try {
                boolean start = true;
                for (Column<R> column : definition.columns()) {
                    Cell cell = column.cell().apply(row, texts);
                    writer.write(start ? "" : ",");
                    writer.write(cell.number() != null ? cell.number().toString() : quoted(cell.text()));
                    start = false;
                }
                writer.write("\r\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.flush();
    }

    private static <R> void writeExcel(
            TableDefinition<R> definition,
            TableSource<R> source,
            TableQuery query,
            Texts texts,
            HttpServletResponse response)
            throws IOException {
        response.setContentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + definition.name() + ".xlsx\"");
        try (Workbook workbook = new Workbook(response.getOutputStream(), "Raceway", "1.0")) {
            Worksheet sheet = workbook.newWorksheet(definition.name());
            int place = 0;
            for (Column<R> column : definition.columns()) {
                sheet.value(0, place, texts.get(column.textKey()));
                sheet.style(0, place).bold().set();
                sheet.width(
                        place,
                        switch (column.kind()) {
                            case WORD, NUMBER -> 16;
                            case TIME -> 20;
                            case LONG -> 48;
                        });
                place++;
            }
            sheet.freezePane(0, 1);
            int[] line = {1};
            source.each(query, EXPORTED, row -> {
                int at = 0;
                for (Column<R> column : definition.columns()) {
                    Cell cell = column.cell().apply(row, texts);
                    if (cell.number() != null) {
                        sheet.value(line[0], at, cell.number());
                    } else {
                        String text = Formulas.inert(cell.text());
                        sheet.value(line[0], at, text.substring(0, Math.min(text.length(), LONGEST_CELL)));
                    }
                    at++;
                }
                line[0]++;
                if (line[0] % 1_000 == 0) {
                    try {
                        sheet.flush();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
            sheet.finish();
        }
    }

    /** Quoted where it must be, and never read as a formula by a spreadsheet. */
    static String quoted(String text) {
        String safe = Formulas.inert(text);
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? "\"" + safe.replace("\"", "\"\"") + "\""
                : safe;
    }
}
