package org.raceway.cards;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.common.HybridBinarizer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.raceway.cards.CardSheets.Code;
import org.raceway.cards.CardSheets.Paper;
import org.raceway.platform.Texts;

/** Cards and labels as a printer gets them, read back as a phone and a line scanner do. */
class CardSheetsTests {
    private static final Instant NOW = Instant.parse("2026-11-25T02:00:00Z");
    private static final String SITE = "https://brain.example.com";
    private static final String THING = "https://id.gs1.org/01/06901234000016/10/261125-001";
    private static final Card CARD = new Card(
            UUID.randomUUID(),
            UUID.randomUUID(),
            new CardProduct(UUID.randomUUID(), UUID.randomUUID(), "06901234000016", false, "6204 外圈锻件", Unit.PIECES),
            THING,
            "261125-001",
            List.of(Step.FORGING, Step.TURNING, Step.QUENCHING),
            BigDecimal.valueOf(500),
            Unit.PIECES,
            List.of(new CardInput(
                    "https://id.gs1.org/01/06901234000023/10/H-77", new BigDecimal("120.5"), Unit.KILOGRAMS)),
            null,
            BigDecimal.ZERO,
            0,
            NOW);
    private static final CardSheets SHEETS = new CardSheets(Texts.of(Locale.SIMPLIFIED_CHINESE), "临清珩岳轴承有限公司", SITE);

    @Test
    void printsARouteCardThatAPhoneReads() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SHEETS.writeCards(List.of(CARD, CARD), NOW, out);
        try (PDDocument read = Loader.loadPDF(out.toByteArray())) {
            assertThat(read.getNumberOfPages()).isEqualTo(2);
            assertThat(new PDFTextStripper().getText(read))
                    .contains("工艺流转卡")
                    .contains("临清珩岳轴承有限公司")
                    .contains("6204 外圈锻件")
                    .contains("500 件")
                    .contains("H-77")
                    .contains("120.5 千克")
                    .contains("热处理")
                    .contains("操作者");
            Result code = read(read, 0, 150, BarcodeFormat.QR_CODE);
            assertThat(code.getText()).isEqualTo(SITE + "/01/06901234000016/10/261125-001");
            assertThat(CodeText.thing(code.getText())).contains(THING);
        }
    }

    @Test
    void printsLabelsOnSheetsAndRolls() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SHEETS.writeLabels(List.of(CARD), 3, Paper.ROLL, Code.QR, NOW, out);
        try (PDDocument read = Loader.loadPDF(out.toByteArray())) {
            assertThat(read.getNumberOfPages()).isEqualTo(3);
            assertThat(read.getPage(0).getMediaBox().getWidth() / 72 * 25.4f).isBetween(49.9f, 50.1f);
            assertThat(read.getPage(0).getMediaBox().getHeight() / 72 * 25.4f).isBetween(29.9f, 30.1f);
            assertThat(CodeText.thing(read(read, 2, 300, BarcodeFormat.QR_CODE).getText()))
                    .contains(THING);
        }
        out.reset();
        SHEETS.writeLabels(List.of(CARD), 25, Paper.A4, Code.QR, NOW, out);
        try (PDDocument read = Loader.loadPDF(out.toByteArray())) {
            assertThat(read.getNumberOfPages()).isEqualTo(2);
            assertThat(CodeText.thing(read(read, 1, 200, BarcodeFormat.QR_CODE).getText()))
                    .contains(THING);
        }
    }

    @Test
    void printsAGs1DataMatrixWithFunctionCharacterOneFirst() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SHEETS.writeLabels(List.of(CARD), 1, Paper.ROLL, Code.DATA_MATRIX, NOW, out);
        try (PDDocument read = Loader.loadPDF(out.toByteArray())) {
            Result code = read(read, 0, 400, BarcodeFormat.DATA_MATRIX);
            // ]d2: a Data Matrix that begins with FNC1, as GS1 General Specifications 5.1.2 ask for.
            assertThat(code.getResultMetadata()).containsEntry(ResultMetadataType.SYMBOLOGY_IDENTIFIER, "]d2");
            assertThat(code.getText().replaceFirst("^\u001d", "")).isEqualTo("010690123400001610261125-001");
            assertThat(CodeText.thing(code.getText())).contains(THING);
        }
    }

    @Test
    void readsWhatScannersAndPeopleGive() {
        for (String text : List.of(
                THING,
                SITE + "/01/6901234000016/10/261125-001",
                "]d20106901234000016" + "10261125-001",
                "010690123400001610261125-001",
                "(01)06901234000016(10)261125-001",
                "urn:epc:class:lgtin:6901234.000001.261125-001")) {
            assertThat(CodeText.thing(text)).as(text).contains(THING);
        }
        assertThat(CodeText.thing("]d2010690123400001610L1\u001d21S9"))
                .contains("https://id.gs1.org/01/06901234000016/21/S9");
        for (String text : List.of(
                "",
                "261125-001",
                "https://example.com/",
                "01069012340000171012",
                SITE + "/01/06901234000016",
                "<script>")) {
            assertThat(CodeText.thing(text)).as(text).isEmpty();
        }
        assertThat(CodeText.shown(THING)).isEqualTo("261125-001");
    }

    private static Result read(PDDocument document, int page, int dotsPerInch, BarcodeFormat format)
            throws IOException, NotFoundException {
        BufferedImage picture = new PDFRenderer(document).renderImageWithDPI(page, dotsPerInch);
        if (format == BarcodeFormat.DATA_MATRIX) {
            // ZXing's detector expects one within what it looks at, as a scanner's aim leaves it.
            picture = picture.getSubimage(0, 0, picture.getWidth() * 21 / 50, picture.getHeight());
        }
        int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        return new MultiFormatReader()
                .decode(
                        new BinaryBitmap(new HybridBinarizer(
                                new RGBLuminanceSource(picture.getWidth(), picture.getHeight(), pixels))),
                        Map.of(DecodeHintType.POSSIBLE_FORMATS, List.of(format), DecodeHintType.TRY_HARDER, true));
    }
}
