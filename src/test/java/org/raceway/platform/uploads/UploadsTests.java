package org.raceway.platform.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.raceway.platform.Problem;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.util.unit.DataSize;
import org.springframework.web.multipart.MultipartFile;

class UploadsTests {
    private static final Texts ENGLISH = Texts.of(Locale.ENGLISH);

    private final Uploads uploads = new Uploads(new UploadSettings(
            DataSize.ofMegabytes(2),
            1,
            Duration.ofSeconds(1),
            DataSize.ofMegabytes(1),
            DataSize.ofMegabytes(8),
            100,
            20,
            1));

    @Test
    void tellsAKindByItsContentWhateverItsName() {
        assertThat(kind("%PDF-1.7 ...")).isEqualTo(UploadKind.PDF);
        assertThat(kind("\uFEFF \n{\"a\": 1}")).isEqualTo(UploadKind.JSON);
        assertThat(kind("<?xml version=\"1.0\"?><a/>")).isEqualTo(UploadKind.XML);
        assertThat(kind("名称,代码\n临清,1")).isEqualTo(UploadKind.CSV);
        assertThat(kind("MZ\u0000\u0003")).isEqualTo(UploadKind.UNKNOWN);
        assertThat(kind("   \n")).isEqualTo(UploadKind.UNKNOWN);
        assertThat(UploadKind.of(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0}))
                .isEqualTo(UploadKind.JPEG);
        assertThat(problem(() -> uploads.readTable(file("list.xlsx", "%PDF-1.7"))))
                .isEqualTo(UploadProblem.WRONG_KIND);
        assertThat(problem(() -> uploads.readTable(file("list.csv", "\u007FELF\u0002\u0001"))))
                .isEqualTo(UploadProblem.UNKNOWN_KIND);
        assertThat(problem(() -> uploads.readTable(new MockMultipartFile("file", "old.xlsx", null, new byte[] {
                    (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1
                }))))
                .isEqualTo(UploadProblem.OLD_EXCEL);
    }

    @Test
    void refusesNothingAndTooMuch() {
        DataSize limit = DataSize.ofBytes(10);
        Set<UploadKind> kinds = Set.of(UploadKind.CSV);
        assertThat(problem(() -> uploads.receive(null, limit, kinds))).isEqualTo(UploadProblem.EMPTY);
        assertThat(problem(() -> uploads.receive(file("a.csv", ""), limit, kinds)))
                .isEqualTo(UploadProblem.EMPTY);
        assertThat(uploads.receive(file("a.csv", "0123456789"), limit, kinds).size())
                .isEqualTo(10);
        assertThat(problem(() -> uploads.receive(file("a.csv", "01234567890"), limit, kinds)))
                .isEqualTo(UploadProblem.TOO_LARGE);
    }

    @Test
    void showsAFileNameWithoutFolderAndTricks() {
        assertThat(Upload.shown("..\\..\\etc/passwd")).isEqualTo("passwd");
        assertThat(Upload.shown("invoice\u202Egpj.exe\u0000\r\n")).isEqualTo("invoicegpj.exe");
        assertThat(Upload.shown("名".repeat(500))).hasSize(120);
        assertThat(Upload.shown(null)).isEmpty();
    }

    @Test
    void readsAWorkbookWithRowNumbersAndExactTexts() throws IOException {
        UploadedTable table = uploads.readTable(workbook(sheet -> {
            sheet.value(1, 0, " 企业名称* ");
            sheet.value(1, 1, "USCC");
            sheet.value(1, 2, "Phone");
            sheet.value(1, 3, "Since");
            sheet.value(3, 0, "临清试航轴承有限公司");
            sheet.value(3, 1, "91371581MA3BRWXRT0");
            sheet.value(3, 2, 13800000000L);
            sheet.value(3, 3, LocalDate.of(2026, 11, 25));
            sheet.style(3, 3).format("yyyy-mm-dd").set();
            sheet.value(4, 0, "'=1+1");
            sheet.value(4, 1, 913715810000000000L);
            sheet.value(4, 2, 0.1 + 0.2);
            sheet.value(4, 3, LocalDateTime.of(2026, 11, 25, 8, 30));
            sheet.style(4, 3).format("yyyy\"年\"m\"月\"d\"日\" h:mm").set();
            sheet.value(5, 0, true);
        }));
        assertThat(table.header()).containsExactly("企业名称*", "USCC", "Phone", "Since");
        assertThat(table.column("name", "企业名称")).isZero();
        assertThat(table.column("uscc")).isEqualTo(1);
        assertThat(table.column("none")).isEqualTo(-1);
        assertThat(table.rows())
                .containsExactly(
                        new UploadedTable.Row(
                                4, List.of("临清试航轴承有限公司", "91371581MA3BRWXRT0", "13800000000", "2026-11-25"), Set.of()),
                        new UploadedTable.Row(
                                5, List.of("=1+1", "913715810000000000", "0.3", "2026-11-25T08:30"), Set.of(1)),
                        new UploadedTable.Row(6, List.of("TRUE"), Set.of()));
        assertThat(table.rows().getLast().cell(3)).isEmpty();
    }

    @Test
    void readsAFormulaAsItsResult() throws IOException {
        byte[] content = replace(
                bytes(workbook(sheet -> {
                    sheet.value(0, 0, "a");
                    sheet.value(1, 0, 7);
                })),
                "xl/worksheets/sheet1.xml",
                "<v>7</v>",
                "<f>3+4</f><v>7.0</v>");
        assertThat(uploads.readTable(file(content)).rows().getFirst().cells()).containsExactly("7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030"})
    void readsCsvOfBothEncodings(String charset) {
        String text = "名称,备注\r\n\"临清, \"\"轴承\"\"\n公司\",'-5\r\n\r\n博特,=x\r\n";
        UploadedTable table = uploads.readTable(file(text.getBytes(Charset.forName(charset))));
        assertThat(table.header()).containsExactly("名称", "备注");
        assertThat(table.rows())
                .containsExactly(
                        new UploadedTable.Row(2, List.of("临清, \"轴承\"\n公司", "'-5"), Set.of()),
                        new UploadedTable.Row(5, List.of("博特", "=x"), Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;b\n1;2", "a\tb\n1\t2", "\uFEFFa,b\n1,2"})
    void readsCsvWithItsSeparator(String text) {
        assertThat(uploads.readTable(file("a.csv", text)).rows().getFirst().cells())
                .containsExactly("1", "2");
    }

    @Test
    void boundsRowsAndColumns() throws IOException {
        assertThat(uploads.readTable(file("a.csv", "a\n" + "1\n".repeat(100))).rows())
                .hasSize(100);
        assertThat(problem(() -> uploads.readTable(file("a.csv", "a\n" + "1\n".repeat(101)))))
                .isEqualTo(UploadProblem.TOO_MANY_ROWS);
        assertThat(problem(() -> uploads.readTable(file("a.csv", "a" + ",a".repeat(20) + "\n1"))))
                .isEqualTo(UploadProblem.TOO_MANY_COLUMNS);
        assertThat(problem(() -> uploads.readTable(workbook(sheet -> {
                    sheet.value(0, 0, "a");
                    sheet.value(1, 16_383, "far");
                }))))
                .isEqualTo(UploadProblem.TOO_MANY_COLUMNS);
        assertThat(problem(() -> uploads.readTable(workbook(sheet -> sheet.value(0, 0, "only a header")))))
                .isEqualTo(UploadProblem.NO_ROWS);
    }

    @Test
    void refusesAZipBombBeforeItIsUnpacked() throws IOException {
        byte[] sheet = bytes(workbook(s -> s.value(0, 0, "a")));
        byte[] bomb = with(sheet, "xl/media/white.bmp", new byte[7 << 20]);
        assertThat(bomb.length).isLessThan(20_000);
        assertThat(problem(() -> uploads.readTable(file(bomb)))).isEqualTo(UploadProblem.UNPACKS_TOO_LARGE);
    }

    @Test
    void refusesAZipThatLiesAboutItsSizes() throws IOException {
        byte[] bomb = with(bytes(workbook(s -> s.value(0, 0, "a"))), "xl/media/white.bmp", new byte[7 << 20]);
        // The uncompressed size in every entry of the central directory: one byte.
        for (int at = 0; at + 46 < bomb.length; at++) {
            if (bomb[at] == 'P' && bomb[at + 1] == 'K' && bomb[at + 2] == 1 && bomb[at + 3] == 2) {
                bomb[at + 24] = 1;
                bomb[at + 25] = 0;
                bomb[at + 26] = 0;
                bomb[at + 27] = 0;
            }
        }
        assertThat(problem(() -> uploads.readTable(file(bomb))))
                .isIn(UploadProblem.UNPACKS_TOO_LARGE, UploadProblem.DAMAGED);
    }

    @Test
    void refusesManyEntriesArchivesAndMacrosWithin() throws IOException {
        byte[] sheet = bytes(workbook(s -> s.value(0, 0, "a")));
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(many)) {
            for (int i = 0; i < 501; i++) {
                zip.putNextEntry(new ZipEntry("e" + i));
                zip.write('x');
            }
        }
        MultipartFile tooMany = file(many.toByteArray());
        assertThat(problem(() -> uploads.readTable(tooMany))).isEqualTo(UploadProblem.DAMAGED);
        byte[] nested = with(sheet, "xl/embeddings/inner.xlsx", sheet);
        assertThat(problem(() -> uploads.readTable(file(nested)))).isEqualTo(UploadProblem.FORBIDDEN_PART);
        byte[] macros = with(sheet, "xl/vbaProject.bin", new byte[] {1, 2, 3});
        assertThat(problem(() -> uploads.readTable(file(macros)))).isEqualTo(UploadProblem.FORBIDDEN_PART);
    }

    @Test
    void refusesAZipThatIsNoWorkbookAndATornOne() throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(plain)) {
            zip.putNextEntry(new ZipEntry("readme.txt"));
            zip.write('x');
        }
        assertThat(problem(() -> uploads.readTable(file(plain.toByteArray())))).isEqualTo(UploadProblem.UNKNOWN_KIND);
        byte[] sheet = bytes(workbook(s -> s.value(0, 0, "a")));
        byte[] torn = Arrays.copyOf(sheet, sheet.length / 2);
        assertThat(problem(() -> uploads.readTable(file(torn)))).isEqualTo(UploadProblem.DAMAGED);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8,upload-document-type", "UTF-16LE,upload-damaged", "UTF-16,upload-damaged"})
    void refusesEntitiesInAWorkbook(String charset, String code) throws IOException {
        String evil = "<?xml version=\"1.0\"?>" + " ".repeat(9_000)
                + "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><worksheet>&x;</worksheet>";
        byte[] content = rewrite(
                bytes(workbook(s -> s.value(0, 0, "a"))),
                "xl/worksheets/sheet1.xml",
                evil.getBytes(Charset.forName(charset)));
        assertThat(problem(() -> uploads.readTable(file(content))).code()).isEqualTo(code);
    }

    @Test
    void neverOpensAnythingButADomainProblemWhateverTheBytes() throws IOException {
        byte[] sheet = bytes(workbook(s -> {
            s.value(0, 0, "a");
            s.value(1, 0, "b");
        }));
        Random random = new Random(20261125);
        for (int i = 0; i < 500; i++) {
            byte[] content = sheet.clone();
            for (int flips = 0; flips < 4; flips++) {
                content[4 + random.nextInt(content.length - 4)] = (byte) random.nextInt(256);
            }
            try {
                uploads.readTable(file(content));
            } catch (ProblemException refused) {
                assertThat(refused.problem()).as("seed 20261125, file %d", i).isInstanceOf(UploadProblem.class);
            }
        }
    }

    @Test
    void saysWhatToDoInBothLanguages() {
        assertThatThrownBy(() -> uploads.receive(
                        file("a.pdf", "%PDF-1.4"), DataSize.ofMegabytes(1), Set.of(UploadKind.XLSX, UploadKind.CSV)))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.text(ENGLISH)).contains("this is PDF; taken here: CSV, Excel (.xlsx)");
                    assertThat(refused.text(Texts.of(Locale.SIMPLIFIED_CHINESE)))
                            .startsWith("文件格式不符：")
                            .contains("PDF");
                });
        for (UploadProblem problem : UploadProblem.values()) {
            assertThat(ENGLISH.has("platform.problem." + problem.code() + ".detail"))
                    .as(problem.code())
                    .isTrue();
        }
    }

    private static UploadKind kind(String text) {
        return UploadKind.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Problem problem(ThrowingTable reading) {
        try {
            reading.read();
        } catch (ProblemException refused) {
            return refused.problem();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("not refused");
    }

    private interface ThrowingTable {
        Object read() throws IOException;
    }

    private interface Filling {
        void fill(Worksheet sheet);
    }

    private static MultipartFile workbook(Filling filling) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(output, "Tests", "1.0")) {
            filling.fill(workbook.newWorksheet("first"));
        }
        return file(output.toByteArray());
    }

    private static MultipartFile file(String name, String text) {
        return new MockMultipartFile("file", name, null, text.getBytes(StandardCharsets.UTF_8));
    }

    private static MultipartFile file(byte[] content) {
        return new MockMultipartFile("file", "table.xlsx", null, content);
    }

    private static byte[] bytes(MultipartFile file) throws IOException {
        return file.getBytes();
    }

    private static byte[] with(byte[] zip, String name, byte[] content) throws IOException {
        return rewrite(zip, name, content);
    }

    private static byte[] replace(byte[] zip, String name, String from, String to) throws IOException {
        String text = new String(parts(zip).get(name), StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        return rewrite(zip, name, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    }

    /** The zip with this entry, in place of one of that name or after all. */
    private static byte[] rewrite(byte[] zip, String name, byte[] content) throws IOException {
        Map<String, byte[]> parts = parts(zip);
        parts.put(name, content);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (ZipOutputStream rewritten = new ZipOutputStream(output)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                rewritten.putNextEntry(new ZipEntry(part.getKey()));
                rewritten.write(part.getValue());
            }
        }
        return output.toByteArray();
    }

    private static Map<String, byte[]> parts(byte[] zip) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (ZipFile file = ZipFile.builder().setByteArray(zip).get()) {
            for (ZipArchiveEntry entry : Collections.list(file.getEntries())) {
                try (InputStream input = file.getInputStream(entry)) {
                    parts.put(entry.getName(), input.readAllBytes());
                }
            }
        }
        return parts;
    }
}
