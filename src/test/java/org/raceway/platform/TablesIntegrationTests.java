package org.raceway.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.raceway.RacewayIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@RacewayIntegrationTest
class TablesIntegrationTests {
    private static final TableDefinition<Integer> NUMBERS = new TableDefinition<>(
            "numbers",
            "/numbers",
            List.of(new Column<>(
                    "number", "table.rows", Column.Kind.NUMBER, false, true, (row, texts) -> Cell.of(row, texts))),
            List.of(),
            "table.noMatch",
            null,
            null);

    private final Tables tables;
    private final JdbcTemplate jdbc;

    @Autowired
    TablesIntegrationTests(Tables tables, JdbcTemplate jdbc) {
        this.tables = tables;
        this.jdbc = jdbc;
    }

    @Test
    void exportsAllRowsInParts(@TempDir Path folder) throws Exception {
        assertThat(jdbc.getFetchSize()).isBetween(100, 5_000);
        String csv = export("csv", new Numbers(() -> {})).getContentAsString(StandardCharsets.UTF_8);
        assertThat(csv.lines()).hasSize(20_001).endsWith("20000");

        Path file = folder.resolve("numbers.xlsx");
        Files.write(file, export("xlsx", new Numbers(() -> {})).getContentAsByteArray());
        try (ZipFile workbook = new ZipFile(file.toFile());
                InputStream sheet = workbook.getInputStream(workbook.getEntry("xl/worksheets/sheet1.xml"))) {
            assertThat(new String(sheet.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("<v>20000</v>")
                    .contains("r=\"A20001\"");
        }
    }

    @Test
    void refusesOneExportTooMany() throws Exception {
        CountDownLatch started = new CountDownLatch(Tables.EXPORTS_AT_ONCE);
        CountDownLatch end = new CountDownLatch(1);
        Numbers slow = new Numbers(() -> {
            started.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<MockHttpServletResponse>> running = IntStream.range(0, Tables.EXPORTS_AT_ONCE)
                    .mapToObj(i -> people.submit(() -> export("csv", slow)))
                    .toList();
            started.await();
            assertThatThrownBy(() -> export("csv", slow))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            refused -> assertThat(refused.problem()).isEqualTo(PlatformProblem.BUSY));
            end.countDown();
            for (Future<MockHttpServletResponse> export : running) {
                assertThat(export.get().getContentAsString()).contains("20000");
            }
        }
        assertThat(export("csv", new Numbers(() -> {})).getStatus()).isEqualTo(200);
    }

    private MockHttpServletResponse export(String kind, Numbers source) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/numbers");
        request.setParameter("export", kind);
        MockHttpServletResponse response = new MockHttpServletResponse();
        assertThat(tables.show("numbers", NUMBERS, source, request, response)).isNull();
        return response;
    }

    private final class Numbers implements TableSource<Integer> {
        private final Runnable before;

        Numbers(Runnable before) {
            this.before = before;
        }

        @Override
        public long count(TableQuery query, long most) {
            return 20_000;
        }

        @Override
        public List<Integer> rows(TableQuery query, int limit, long offset) {
            return List.of();
        }

        @Override
        public void each(TableQuery query, int most, Consumer<Integer> row) {
            before.run();
            assertThat(jdbc.execute((ConnectionCallback<Boolean>) connection -> connection.getAutoCommit()))
                    .isFalse();
            try (Stream<Integer> numbers =
                    JdbcClient.create(jdbc).sql("select generate_series(1, 20000)").query(Integer.class).stream()) {
                numbers.forEach(row);
            }
        }
    }
}
