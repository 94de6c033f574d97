package org.raceway.platform;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks of a table.
 *
 * @param values the filters that are set, by name, trimmed, at most {@link #LONGEST_VALUE} characters
 * @param sort a sortable column's name; empty for the source's own order
 * @param page from 0
 * @param size rows a page
 */
public record TableQuery(Map<String, String> values, String sort, boolean descending, int page, int size) {
    /** The longest value of a filter. */
    public static final int LONGEST_VALUE = 512;

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    public TableQuery {
        values = Map.copyOf(values);
    }

    /** The filter's value, or null where it is not set. */
    public @Nullable String value(String name) {
        return values.get(name);
    }

    /** The start of the day that the filter holds, in the cluster's time zone; null where none or no day. */
    public @Nullable Instant startOfDay(String name) {
        LocalDate day = day(name);
        return day == null ? null : day.atStartOfDay(ZONE).toInstant();
    }

    /** The end of the day that the filter holds, exclusive; null where none or no day. */
    public @Nullable Instant endOfDay(String name) {
        LocalDate day = day(name);
        return day == null ? null : day.plusDays(1).atStartOfDay(ZONE).toInstant();
    }

    /** The query string of the same filters with another sort or page. */
    public String link(String newSort, boolean newDescending, int newPage, @Nullable String export) {
        Map<String, String> all = new LinkedHashMap<>();
        values.keySet().stream().sorted().forEach(name -> all.put(name, values.getOrDefault(name, "")));
        if (!newSort.isEmpty()) {
            all.put("sort", newSort);
            if (newDescending) {
                all.put("descending", "true");
            }
        }
        if (newPage > 0) {
            all.put("page", String.valueOf(newPage + 1));
        }
        if (size != Tables.DEFAULT_SIZE) {
            all.put("size", String.valueOf(size));
        }
        if (export != null) {
            all.put("export", export);
        }
        StringBuilder query = new StringBuilder();
        all.forEach((name, value) -> query.append(query.isEmpty() ? "?" : "&")
                .append(name)
                .append('=')
                .append(Page.encode(value)));
        return query.isEmpty() ? "?" : query.toString();
    }

    private @Nullable LocalDate day(String name) {
        String value = values.get(name);
        if (value == null) {
            return null;
        }
        try {
            return LocalDate.parse(value);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
