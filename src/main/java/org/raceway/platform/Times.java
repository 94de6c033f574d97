package org.raceway.platform;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Times as pages show them, in the cluster's time zone. */
public final class Times {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZONE);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZONE);
    private static final DateTimeFormatter WITH_OFFSET = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx");

    private Times() {}

    /** {@code 2024-12-01 14:05}. */
    public static String minute(Instant at) {
        return MINUTE.format(at);
    }

    /** {@code 2024-12-01 14:05:30}. */
    public static String second(Instant at) {
        return SECOND.format(at);
    }

    /** {@code 2024-12-01 14:05:30 +08:00}, with the offset it was written with. */
    public static String withOffset(OffsetDateTime at) {
        return WITH_OFFSET.format(at);
    }
}
