package org.raceway.platform.uploads;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.PlatformProblem;
import org.raceway.platform.ProblemException;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.multipart.MultipartFile;

/**
 * Takes the files that people send. All refusals are {@link ProblemException}s with an {@link UploadProblem}, whose
 * {@link ProblemException#text text} goes beside the field of a form.
 */
@Component
public final class Uploads {
    private final UploadSettings settings;
    private final Semaphore reading;

    Uploads(UploadSettings settings) {
        this.settings = settings;
        reading = new Semaphore(settings.tablesAtOnce());
    }

    /**
     * Looks at a file before anybody reads it.
     *
     * @throws ProblemException if there is none, it is too large, or it is of no kind that is taken
     */
    public Upload receive(@Nullable MultipartFile file, DataSize limit, Set<UploadKind> kinds) {
        if (file == null || file.isEmpty()) {
            throw new ProblemException(UploadProblem.EMPTY);
        }
        if (file.getSize() > limit.toBytes()) {
            throw new ProblemException(UploadProblem.TOO_LARGE, words(limit));
        }
        UploadKind kind;
        try (InputStream input = file.getInputStream()) {
            kind = UploadKind.of(input.readNBytes(UploadKind.HEAD));
        } catch (IOException e) {
            throw new ProblemException(e, UploadProblem.DAMAGED);
        }
        if (!kinds.contains(kind)) {
            String taken = new TreeSet<>(kinds).stream().map(UploadKind::word).collect(Collectors.joining(", "));
            throw switch (kind) {
                case OLD_EXCEL -> new ProblemException(UploadProblem.OLD_EXCEL);
                case UNKNOWN -> new ProblemException(UploadProblem.UNKNOWN_KIND, taken);
                case JSON, XML, CSV, XLSX, PDF, PNG, JPEG ->
                    new ProblemException(UploadProblem.WRONG_KIND, kind.word(), taken);
            };
        }
        return new Upload(file, kind);
    }

    /**
     * Reads the first sheet of an Excel workbook (.xlsx), or a CSV in UTF-8 or GB 18030.
     *
     * @throws ProblemException if the file is refused, unsafe to unpack, has no row, or too many
     */
    public UploadedTable readTable(@Nullable MultipartFile file) {
        Upload upload = receive(file, settings.tableBytes(), Set.of(UploadKind.XLSX, UploadKind.CSV));
        try {
            if (!reading.tryAcquire(settings.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProblemException(PlatformProblem.BUSY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(e, PlatformProblem.BUSY);
        }
        try (InputStream input = upload.open()) {
            byte[] content =
                    input.readNBytes(Math.toIntExact(settings.tableBytes().toBytes()));
            TableRows rows = new TableRows(settings.tableRows(), settings.tableColumns());
            if (upload.kind() == UploadKind.XLSX) {
                WorkbookReader.read(content, settings.tableUnpackedBytes(), rows);
            } else {
                CsvReader.read(content, rows);
            }
            return rows.table();
        } catch (IOException e) {
            throw new ProblemException(e, UploadProblem.DAMAGED);
        } finally {
            reading.release();
        }
    }

    static String words(DataSize size) {
        return size.toMegabytes() > 0 ? size.toMegabytes() + " MB" : size.toKilobytes() + " KB";
    }
}
