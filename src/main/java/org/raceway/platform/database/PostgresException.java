package org.raceway.platform.database;

import org.springframework.boot.ExitCodeGenerator;

/** The embedded PostgreSQL can't be unpacked, created, started or stopped; the message says why, with its own last words. */
public final class PostgresException extends IllegalStateException implements ExitCodeGenerator {

    /** sysexits.h, EX_UNAVAILABLE. */
    public static final int EXIT_CODE = 69;

    PostgresException(String message) {
        super(message);
    }

    PostgresException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public int getExitCode() {
        return EXIT_CODE;
    }
}
