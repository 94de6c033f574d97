package org.raceway.traceability;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.raceway.platform.Chart;
import org.raceway.platform.Texts;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many events happened on each of the last days on which any is known.
 *
 * @param counts oldest day first, days without events among them
 */
record EventDays(List<DayCount> counts) {
    static final int DAYS = 30;

    private static final int FEWEST = 5;
    /** No more events are counted, the latest first; a cluster with more has the chart over fewer days. */
    static final int COUNTED = 200_000;

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    EventDays {
        counts = List.copyOf(counts);
    }

    record DayCount(LocalDate day, long events) {}

    /** Absent where there are events on fewer than {@value #FEWEST} days: a picture would say no more than a figure. */
    static Optional<EventDays> latest(JdbcClient database, EventScope scope) {
        String mine = " and " + scope.events().sql();
        List<Object> of = scope.events().values();
        Instant latest = database.sql("select max(event_time) from event where true" + mine)
                .params(of)
                .query((row, index) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .single()
                .orElse(null);
        if (latest == null) {
            return Optional.empty();
        }
        LocalDate last = LocalDate.ofInstant(latest, ZONE);
        LocalDate first = last.minusDays(DAYS - 1L);
        List<Object> values = new ArrayList<>();
        values.add(first.atStartOfDay(ZONE).toOffsetDateTime());
        values.addAll(of);
        values.add(COUNTED);
        Map<LocalDate, Long> found = new TreeMap<>();
        database.sql("select (event_time at time zone 'Asia/Shanghai')::date, count(*)"
                        + " from (select event_time from event where event_time >= ?" + mine
                        + " order by event_time desc limit ?) latest group by 1")
                .params(values)
                .query((row, index) -> found.put(row.getObject(1, LocalDate.class), row.getLong(2)))
                .list();
        long all = found.values().stream().mapToLong(Long::longValue).sum();
        LocalDate start =
                all < COUNTED ? first : found.keySet().iterator().next().plusDays(1);
        List<DayCount> counts = start.datesUntil(last.plusDays(1))
                .map(day -> new DayCount(day, found.getOrDefault(day, 0L)))
                .toList();
        return counts.stream().filter(count -> count.events() > 0).count() < FEWEST
                ? Optional.empty()
                : Optional.of(new EventDays(counts));
    }

    Chart chart(Texts texts, boolean linked) {
        DayCount busiest = counts.stream()
                .max((a, b) -> Long.compare(a.events(), b.events()))
                .orElseThrow();
        LocalDate first = counts.getFirst().day();
        LocalDate last = counts.getLast().day();
        NumberFormat number = NumberFormat.getIntegerInstance(texts.locale());
        long all = counts.stream().mapToLong(DayCount::events).sum();
        return new Chart(
                texts.get(
                        "events.chart",
                        first,
                        last,
                        number.format(all),
                        busiest.day(),
                        number.format(busiest.events())),
                "events.day",
                "events.perDay",
                counts.stream()
                        .map(count -> new Chart.Bar(count.day().toString(), count.events()))
                        .toList(),
                linked ? "/events?from=" + first + "&to=" + last : null,
                "events.chartFrom");
    }
}
