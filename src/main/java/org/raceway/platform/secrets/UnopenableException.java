package org.raceway.platform.secrets;

import org.jspecify.annotations.Nullable;

/** What was sealed can't be opened: it was changed, moved to another place, or its key is gone. */
public final class UnopenableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnopenableException(String message) {
        this(message, null);
    }

    UnopenableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
