package org.raceway.platform;

import java.text.NumberFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Bars, for where a picture says more than a table.
 *
 * @param finding what it shows, as a sentence
 * @param headKey of the categories
 * @param unitKey of the values
 * @param madeFrom the page that lists the facts under it; absent only where the visitor may not enter that page
 * @param madeFromKey in words, what it is computed from
 */
public record Chart(
        String finding,
        String headKey,
        String unitKey,
        List<Bar> bars,
        @Nullable String madeFrom,
        String madeFromKey) {
    public Chart {
        bars = List.copyOf(bars);
    }

    /** A category and its value. */
    public record Bar(String label, long value) {}

    /** The option that ECharts draws; colours come from the page's theme. */
    public String option(Texts texts) {
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "grid", Map.of("left", 8, "right", 12, "top", 34, "bottom", 4, "containLabel", true),
                        "tooltip", Map.of("trigger", "axis"),
                        "xAxis",
                                Map.of(
                                        "type",
                                        "category",
                                        "data",
                                        bars.stream().map(Bar::label).toList()),
                        "yAxis",
                                Map.of(
                                        "type",
                                        "value",
                                        "name",
                                        texts.get(unitKey),
                                        "nameLocation",
                                        "end",
                                        "minInterval",
                                        1),
                        "series",
                                List.of(Map.of(
                                        "type",
                                        "bar",
                                        "name",
                                        texts.get(unitKey),
                                        "barMaxWidth",
                                        28,
                                        "data",
                                        bars.stream().map(Bar::value).toList()))));
    }

    /** A bar's value as the table shows it. */
    public String value(Bar bar, Texts texts) {
        return NumberFormat.getIntegerInstance(texts.locale()).format(bar.value());
    }
}
