package org.raceway.platform.uploads;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.Formulas;
import org.raceway.platform.ProblemException;
import org.springframework.util.unit.DataSize;

/**
 * Reads the first sheet of a workbook, after its zip has been unpacked once for the count: in the central directory and in the headers of
 * its entries a zip may say of its sizes what it likes.
 */
final class WorkbookReader {
    private static final int MOST_ENTRIES = 500;
    /** Ordinary sheets pack to a fifth or a twentieth. */
    private static final int MOST_TIMES_PACKED = 100;

    private static final long WORTH_A_LOOK = 1 << 20;
    private static final int BLOCK = 8_192;
    private static final byte[] DOCUMENT_TYPE = "<!DOCTYPE".getBytes(StandardCharsets.US_ASCII);
    private static final int SIGNIFICANT_DIGITS = 15;
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+(\\.\\d*)?([eE][-+]?\\d{1,3})?");
    /** What of a number format says nothing of dates: quoted words, escaped letters, colours and conditions. */
    private static final Pattern WORDS_OF_FORMAT = Pattern.compile("\"[^\"]*\"|\\\\.|_.|\\*.|\\[(?![hms]+])[^\\]]*]");

    private WorkbookReader() {}

    static void read(byte[] content, DataSize unpackedLimit, TableRows rows) throws IOException {
        check(content, unpackedLimit);
        try (ReadableWorkbook workbook =
                new ReadableWorkbook(new ByteArrayInputStream(content), new ReadingOptions(true, true))) {
            Sheet sheet = workbook.getSheet(0).orElseThrow(() -> new ProblemException(UploadProblem.NO_ROWS));
            try (Stream<Row> stream = sheet.openStream()) {
                stream.forEachOrdered(row -> add(row, rows));
            }
        } catch (ProblemException refused) {
            throw refused;
        } catch (RuntimeException e) {
            throw new ProblemException(e, UploadProblem.DAMAGED);
        }
    }

    /** Unpacks every entry without keeping it, and stops at the first bound that breaks. */
    private static void check(byte[] content, DataSize unpackedLimit) throws IOException {
        long limit =
                Math.min(unpackedLimit.toBytes(), Math.max(WORTH_A_LOOK, (long) content.length * MOST_TIMES_PACKED));
        long unpacked = 0;
        Set<String> names = new HashSet<>();
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(content))
                .get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
                String name = Upload.shown(entry.getName());
                if (!names.add(entry.getName())
                        || names.size() > MOST_ENTRIES
                        || entry.getGeneralPurposeBit().usesEncryption()
                        || (entry.getMethod() != ZipEntry.DEFLATED && entry.getMethod() != ZipEntry.STORED)) {
                    throw new ProblemException(UploadProblem.DAMAGED);
                }
                try (InputStream input = zip.getInputStream(entry)) {
                    unpacked = checkPart(input, name, unpacked, limit, unpackedLimit);
                }
            }
        } catch (IllegalArgumentException e) {
            throw new ProblemException(e, UploadProblem.DAMAGED);
        }
        if (!names.contains("[Content_Types].xml")) {
            throw new ProblemException(UploadProblem.UNKNOWN_KIND, UploadKind.XLSX.word());
        }
    }

    private static long checkPart(InputStream input, String name, long before, long limit, DataSize unpackedLimit)
            throws IOException {
        long unpacked = before;
        byte[] buffer = new byte[BLOCK];
        int kept = 0;
        boolean first = true;
        boolean xml = false;
        while (true) {
            int read = input.readNBytes(buffer, kept, buffer.length - kept);
            if (read == 0) {
                return unpacked;
            }
            unpacked += read;
            if (unpacked > limit) {
                throw new ProblemException(UploadProblem.UNPACKS_TOO_LARGE, Uploads.words(unpackedLimit));
            }
            int length = kept + read;
            if (first) {
                first = false;
                xml = isXml(name);
                checkHead(Arrays.copyOf(buffer, length), name, xml);
            }
            if (xml && contains(buffer, length, DOCUMENT_TYPE)) {
                throw new ProblemException(UploadProblem.DOCUMENT_TYPE, name);
            }
            // The end of this block with the beginning of the next.
            kept = Math.min(length, DOCUMENT_TYPE.length - 1);
            System.arraycopy(buffer, length - kept, buffer, 0, kept);
        }
    }

    private static boolean isXml(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".xml") || lower.endsWith(".rels") || lower.endsWith(".vml");
    }

    private static void checkHead(byte[] head, String name, boolean xml) {
        UploadKind kind = UploadKind.of(head);
        if (kind == UploadKind.XLSX
                || kind == UploadKind.OLD_EXCEL
                || name.toLowerCase(Locale.ROOT).contains("vbaproject")) {
            throw new ProblemException(UploadProblem.FORBIDDEN_PART, name);
        }
        // UTF-16 would hide a document type from the search for it; no spreadsheet program writes it.
        if (xml && kind != UploadKind.XML) {
            throw new ProblemException(UploadProblem.DAMAGED);
        }
    }

    private static boolean contains(byte[] buffer, int length, byte[] wanted) {
        for (int at = 0; at + wanted.length <= length; at++) {
            if (buffer[at] == wanted[0] && Arrays.equals(buffer, at, at + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    private static void add(Row row, TableRows rows) {
        List<String> cells = new ArrayList<>();
        Set<Integer> inexact = new HashSet<>();
        for (Cell cell : row) {
            if (cell == null) {
                continue;
            }
            while (cells.size() < cell.getColumnIndex()) {
                cells.add("");
            }
            cells.add(text(cell, inexact));
        }
        rows.add(row.getRowNum(), cells, inexact);
    }

    private static String text(Cell cell, Set<Integer> inexact) {
        return switch (cell.getType()) {
            case EMPTY -> "";
            case STRING -> Formulas.original(cell.getText().strip());
            case BOOLEAN -> cell.getText().strip().toUpperCase(Locale.ROOT);
            case ERROR ->
                Objects.requireNonNullElse(cell.getRawValue(), cell.getText()).strip();
            case NUMBER, FORMULA -> {
                String raw = Objects.requireNonNullElse(cell.getRawValue(), cell.getText())
                        .strip();
                if (!NUMBER.matcher(raw).matches()
                        || (cell.getType() == CellType.FORMULA && cell.getValue() instanceof String)) {
                    yield raw;
                }
                if (isDate(cell.getDataFormatId(), cell.getDataFormatString())) {
                    yield date(cell, raw);
                }
                BigDecimal exact = new BigDecimal(raw);
                BigDecimal shown = exact.round(new MathContext(SIGNIFICANT_DIGITS, RoundingMode.HALF_UP));
                if (exact.precision() - exact.scale() > SIGNIFICANT_DIGITS) {
                    inexact.add(cell.getColumnIndex());
                    shown = exact;
                }
                yield shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
            }
        };
    }

    private static String date(Cell cell, String raw) {
        LocalDateTime time;
        try {
            time = cell.asDate().plus(500, ChronoUnit.MILLIS).truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeException | NumberFormatException e) {
            return raw;
        }
        if (new BigDecimal(raw).abs().compareTo(BigDecimal.ONE) < 0) {
            return time.toLocalTime().toString();
        }
        return time.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? time.toLocalDate().toString()
                : time.toString();
    }

    /** By the built-in formats of ECMA-376 part 1, 18.8.30, with those of Chinese and Japanese, or by the letters of one's own. */
    private static boolean isDate(@Nullable Integer id, @Nullable String format) {
        if (id != null) {
            int known = id;
            if ((known >= 14 && known <= 22)
                    || (known >= 27 && known <= 36)
                    || (known >= 45 && known <= 47)
                    || (known >= 50 && known <= 58)) {
                return true;
            }
        }
        if (format == null || format.equalsIgnoreCase("General")) {
            return false;
        }
        String letters = WORDS_OF_FORMAT.matcher(format).replaceAll("").toLowerCase(Locale.ROOT);
        return letters.chars().anyMatch(c -> "ymdhs".indexOf(c) >= 0);
    }
}
