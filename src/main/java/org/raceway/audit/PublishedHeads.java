package org.raceway.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Heads of the chain in a file of the data folder, outside of the database: whoever rewrites the tables has to know of this file too,
 * and of the copies that were made of it. A line is {@code <UTC time> <number> <algorithm> <digest>}; there is one for each minute
 * in which something was sealed, and after {@link #KEPT_WHOLE} one for each day.
 */
final class PublishedHeads {
    static final String FILE = "audit.heads";
    static final Duration KEPT_WHOLE = Duration.ofDays(31);
    private static final int PARTS = 4;

    private final Path file;

    PublishedHeads(Path home) {
        this.file = home.resolve(FILE);
    }

    /** A head, and when it was noted. */
    record Noted(Instant at, Head head) {
        private String line() {
            return ChainLink.MOMENT.format(at) + " " + head.number() + " " + head.algorithm() + " " + head.digest();
        }
    }

    synchronized void add(Instant at, Head head) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file,
                    new Noted(at, head).line() + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of them, the oldest first. A line that was not written to its end is left out. */
    synchronized List<Noted> all() {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Noted> heads = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                read(line).ifPresent(heads::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return heads;
    }

    /** Leaves one head a day of the days long ago. */
    synchronized void thinOut(Instant now) {
        List<Noted> all = all();
        Map<String, Noted> kept = new LinkedHashMap<>();
        for (Noted noted : all) {
            String line = noted.line();
            boolean whole = noted.at().isAfter(now.minus(KEPT_WHOLE));
            kept.put(whole ? line : line.substring(0, "uuuu-MM-dd".length()), noted);
        }
        if (kept.size() == all.size()) {
            return;
        }
        Path fresh = file.resolveSibling(FILE + ".new");
        try {
            Files.write(fresh, kept.values().stream().map(Noted::line).toList(), StandardCharsets.UTF_8);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Noted> read(String line) {
        String[] parts = line.strip().split(" ");
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Noted(Instant.parse(parts[0]), new Head(Long.parseLong(parts[1]), parts[2], parts[3])));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
