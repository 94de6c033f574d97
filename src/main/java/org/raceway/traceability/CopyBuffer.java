package org.raceway.traceability;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/**
 * Rows in PostgreSQL's binary COPY format, sent in pieces. One buffer serves one COPY after the other.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4">binary format</a>
 */
final class CopyBuffer {
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final int PIECE = 1 << 16;
    /** A buffer that one long body has stretched beyond this is given back. */
    private static final int KEPT = 1 << 20;

    private static final long SECONDS_TO_2000 = 946_684_800L;

    private byte[] bytes = new byte[2 * PIECE];
    private int length;
    private @Nullable CopyIn copy;

    /** Begins {@code copy ... from stdin (format binary)}. */
    void begin(CopyManager manager, String statement) throws SQLException {
        copy = manager.copyIn(statement);
        length = 0;
        raw(HEADER);
    }

    /** Begins a row of that many columns; each is then given by one call. */
    void row(int columns) throws SQLException {
        if (length >= PIECE) {
            flush();
        }
        reserve(2);
        putShort(columns);
    }

    void uuid(UUID value) {
        reserve(20);
        putInt(16);
        putLong(value.getMostSignificantBits());
        putLong(value.getLeastSignificantBits());
    }

    void uuidOrNull(@Nullable UUID value) {
        if (value == null) {
            nothing();
        } else {
            uuid(value);
        }
    }

    void smallint(int value) {
        reserve(6);
        putInt(2);
        putShort(value);
    }

    void integer(int value) {
        reserve(8);
        putInt(4);
        putInt(value);
    }

    void bool(boolean value) {
        reserve(5);
        putInt(1);
        bytes[length++] = (byte) (value ? 1 : 0);
    }

    void timestamp(Instant value) {
        reserve(12);
        putInt(8);
        putLong((value.getEpochSecond() - SECONDS_TO_2000) * 1_000_000 + value.getNano() / 1_000);
    }

    void text(String value) {
        bytea(value.getBytes(StandardCharsets.UTF_8));
    }

    void textOrNull(@Nullable String value) {
        if (value == null) {
            nothing();
        } else {
            text(value);
        }
    }

    void bytea(byte[] value) {
        reserve(4);
        putInt(value.length);
        raw(value);
    }

    void jsonb(byte[] json) {
        reserve(5);
        putInt(json.length + 1);
        bytes[length++] = 1;
        raw(json);
    }

    void nothing() {
        reserve(4);
        putInt(-1);
    }

    /** Ends the COPY; the number of rows that were taken. */
    long end() throws SQLException {
        reserve(2);
        putShort(-1);
        flush();
        CopyIn finished = current();
        copy = null;
        return finished.endCopy();
    }

    private void flush() throws SQLException {
        current().writeToCopy(bytes, 0, length);
        length = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[2 * PIECE];
        }
    }

    private CopyIn current() {
        if (copy == null) {
            throw new IllegalStateException("no COPY has begun");
        }
        return copy;
    }

    private void raw(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            byte[] larger = new byte[Math.max(length + more, bytes.length * 2)];
            System.arraycopy(bytes, 0, larger, 0, length);
            bytes = larger;
        }
    }

    private void putShort(int value) {
        bytes[length++] = (byte) (value >>> 8);
        bytes[length++] = (byte) value;
    }

    private void putInt(int value) {
        putShort(value >>> 16);
        putShort(value);
    }

    private void putLong(long value) {
        putInt((int) (value >>> 32));
        putInt((int) value);
    }
}
