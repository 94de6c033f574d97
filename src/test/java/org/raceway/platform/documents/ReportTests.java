package org.raceway.platform.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class ReportTests {
    private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");

    @Test
    void writesChineseAndEnglishOverPagesWithTheGlyphsThatItUses() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Report report = new Report("召回关闭报告 Recall closing report", NOW)) {
            report.heading("一、原因")
                    .paragraph("热处理炉温偏低，硬度不足 56.4 HRC。".repeat(20))
                    .fact("发起企业", "临清珩岳轴承有限公司")
                    .table(
                            List.of(new Report.Column("箱 SSCC", 3, false), new Report.Column("数量", 1, true)),
                            IntStream.range(0, 120)
                                    .mapToObj(i -> List.of("https://id.gs1.org/00/395200010000000" + i, "" + i))
                                    .toList())
                    .paragraph("𠀀\u0007\uFFFF");
            report.writeTo(out);
        }
        byte[] pdf = out.toByteArray();
        assertThat(pdf.length).isLessThan(200_000);
        try (PDDocument read = Loader.loadPDF(pdf)) {
            assertThat(read.getNumberOfPages()).isBetween(3, 6);
            String text = new PDFTextStripper().getText(read);
            assertThat(text)
                    .contains("召回关闭报告 Recall closing report")
                    .contains("临清珩岳轴承有限公司")
                    .contains("56.4 HRC")
                    .contains("1 / " + read.getNumberOfPages());
            assertThat(text.split("箱 SSCC", -1)).hasSize(read.getNumberOfPages() + 1);
            for (PDPage page : read.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    PDFont font = page.getResources().getFont(name);
                    assertThat(font.isEmbedded()).isTrue();
                    assertThat(font.getName()).contains("+");
                }
            }
        }
    }

    @Test
    void drawsASheetOfLabels() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Sheets sheets = new Sheets("标签", NOW)) {
            sheets.page(50, 30);
            sheets.text(3, 8, 9, "深沟球轴承 6204-2RS");
            sheets.modules(30, 5, 18, new boolean[][] {{true, false}, {false, true}});
            assertThat(sheets.lines("深沟球轴承 6204-2RS", 9, 20)).hasSizeGreaterThan(1);
            sheets.writeTo(out);
        }
        try (PDDocument read = Loader.loadPDF(out.toByteArray())) {
            assertThat(read.getPage(0).getMediaBox().getWidth() / 72 * 25.4f).isBetween(49.9f, 50.1f);
            assertThat(new PDFTextStripper().getText(read)).contains("深沟球轴承");
        }
    }

    @Test
    void carriesTheFontThatIsWrittenDown() throws Exception {
        Path folder = Path.of("src/main/resources/org/raceway/platform/documents");
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(Files.readAllBytes(folder.resolve("DroidSansFallbackFull.ttf")));
        assertThat(Objects.requireNonNull(Files.readString(folder.resolve("FONTS.md"))))
                .contains(HexFormat.of().formatHex(digest));
    }
}
