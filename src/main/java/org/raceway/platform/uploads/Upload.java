package org.raceway.platform.uploads;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;

/** A file that has been sent and looked at; it lies in the temporary folder until its request ends. */
public final class Upload {
    private static final int LONGEST_NAME = 120;

    private final MultipartFile file;
    private final UploadKind kind;

    Upload(MultipartFile file, UploadKind kind) {
        this.file = file;
        this.kind = kind;
    }

    /** What it is by its content. */
    public UploadKind kind() {
        return kind;
    }

    /** In bytes. */
    public long size() {
        return file.getSize();
    }

    /** What the sender calls it, fit to be shown; never to be used as a path. */
    public String name() {
        return shown(file.getOriginalFilename());
    }

    /** Its bytes, from the first one. */
    public InputStream open() throws IOException {
        return file.getInputStream();
    }

    static String shown(@Nullable String name) {
        if (name == null) {
            return "";
        }
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        StringBuilder shown = new StringBuilder();
        last.codePoints()
                // Letters that turn the direction of writing make "gpj.exe" of "exe.jpg".
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
                .limit(LONGEST_NAME)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }
}
