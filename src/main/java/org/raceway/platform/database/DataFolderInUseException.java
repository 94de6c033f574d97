package org.raceway.platform.database;

import java.nio.file.Path;
import org.springframework.boot.ExitCodeGenerator;

/** Another process works in the data folder. Ends the start with exit code {@value #EXIT_CODE}. */
public final class DataFolderInUseException extends IllegalStateException implements ExitCodeGenerator {

    /** sysexits.h, EX_TEMPFAIL: try again when the other has ended. */
    public static final int EXIT_CODE = 75;

    private final Path folder;
    private final String holder;

    DataFolderInUseException(Path folder, String holder) {
        super("Data folder %s is in use by process %s".formatted(folder, holder));
        this.folder = folder;
        this.holder = holder;
    }

    Path folder() {
        return folder;
    }

    String holder() {
        return holder;
    }

    @Override
    public int getExitCode() {
        return EXIT_CODE;
    }
}
