package org.raceway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeldRowsTests {
    private static final HeldRows<String> ROWS = new HeldRows<>(List.of("pear", "apple", "plum", "fig"))
            .sortedBy("name", Comparator.naturalOrder())
            .filteredBy("part", String::contains);

    @Test
    void keepsTheOrderInWhichRowsCame() {
        assertThat(ROWS.rows(query(Map.of(), "", false), 2, 1)).containsExactly("apple", "plum");
        assertThat(ROWS.rows(query(Map.of(), "unknown", false), 9, 3)).containsExactly("fig");
        assertThat(ROWS.rows(query(Map.of(), "", false), 9, 4)).isEmpty();
    }

    @Test
    void sortsAndFilters() {
        assertThat(ROWS.rows(query(Map.of("part", "p"), "name", true), 9, 0)).containsExactly("plum", "pear", "apple");
        assertThat(ROWS.count(query(Map.of("part", "p"), "", false), 9)).isEqualTo(3);
        assertThat(ROWS.count(query(Map.of(), "", false), 2)).isEqualTo(2);
        List<String> exported = new ArrayList<>();
        ROWS.each(query(Map.of("part", "p"), "name", false), 2, exported::add);
        assertThat(exported).containsExactly("apple", "pear");
    }

    private static TableQuery query(Map<String, String> values, String sort, boolean descending) {
        return new TableQuery(values, sort, descending, 0, 10);
    }
}
