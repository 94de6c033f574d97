package org.raceway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowConditionTests {
    private static final RowCondition.Columns COLUMNS = new RowCondition.Columns("owner", "department", "made_by");
    private static final UUID ME = new UUID(1, 1);
    private static final UUID PLANT = new UUID(2, 2);
    private static final UUID WORKSHOP = new UUID(3, 3);
    private static final UUID LINE = new UUID(4, 4);
    private static final UUID STRANGER = new UUID(5, 5);

    @ParameterizedTest
    @EnumSource(DataScope.class)
    void reachesNothingWithoutThePermission(DataScope scope) {
        assertThat(RowCondition.of(caller(scope), Permission.KEYS_MANAGE, COLUMNS))
                .isEqualTo(new RowCondition("false", List.of()));
        assertThat(RowCondition.reaches(caller(scope), Permission.KEYS_MANAGE, PLANT, WORKSHOP, ME))
                .isFalse();
    }

    @Test
    void reachesWhatThePersonMade() {
        assertThat(of(DataScope.OWN)).isEqualTo(new RowCondition("(owner = ? and made_by = ?)", List.of(PLANT, ME)));
        assertThat(reaches(DataScope.OWN, PLANT, WORKSHOP, ME)).isTrue();
        assertThat(reaches(DataScope.OWN, PLANT, WORKSHOP, STRANGER)).isFalse();
        assertThat(reaches(DataScope.OWN, STRANGER, WORKSHOP, ME)).isFalse();
    }

    @Test
    void reachesTheDepartmentAndThoseBelowIt() {
        RowCondition condition = of(DataScope.DEPARTMENT);
        assertThat(condition.sql()).isEqualTo("(owner = ? and (department = any(?) or made_by = ?))");
        assertThat((UUID[]) condition.values().get(1)).containsExactlyInAnyOrder(WORKSHOP, LINE);
        assertThat(reaches(DataScope.DEPARTMENT, PLANT, LINE, STRANGER)).isTrue();
        assertThat(reaches(DataScope.DEPARTMENT, PLANT, null, ME)).isTrue();
        assertThat(reaches(DataScope.DEPARTMENT, PLANT, new UUID(9, 9), STRANGER))
                .isFalse();
        assertThat(reaches(DataScope.DEPARTMENT, STRANGER, LINE, ME)).isFalse();
    }

    @Test
    void reachesOnlyOwnRowsWhereThereIsNoDepartment() {
        Caller caller = new Caller(ME, PLANT, null, Set.of(Permission.EVENTS_READ), DataScope.DEPARTMENT);
        assertThat(RowCondition.of(caller, Permission.EVENTS_READ, COLUMNS))
                .isEqualTo(new RowCondition("(owner = ? and made_by = ?)", List.of(PLANT, ME)));
    }

    @ParameterizedTest
    @EnumSource(names = {"ENTERPRISE", "GRANTED"})
    void reachesTheEnterprise(DataScope scope) {
        assertThat(of(scope)).isEqualTo(new RowCondition("owner = ?", List.of(PLANT)));
        assertThat(reaches(scope, PLANT, null, null)).isTrue();
        assertThat(reaches(scope, STRANGER, null, ME)).isFalse();
    }

    @Test
    void reachesEverything() {
        assertThat(of(DataScope.CLUSTER)).isEqualTo(new RowCondition("true", List.of()));
        assertThat(reaches(DataScope.CLUSTER, STRANGER, null, null)).isTrue();
    }

    @Test
    void reachesNoFarthestRowsByANarrowerPermission() {
        Caller caller = new Caller(
                ME,
                PLANT,
                WORKSHOP,
                Set.of(WORKSHOP),
                Set.of(Permission.EVENTS_READ, Permission.PEOPLE_READ),
                DataScope.ENTERPRISE,
                Map.of(Permission.EVENTS_READ, DataScope.OWN),
                Map.of());
        assertThat(RowCondition.of(caller, Permission.EVENTS_READ, COLUMNS).values())
                .containsExactly(PLANT, ME);
        assertThat(RowCondition.of(caller, Permission.PEOPLE_READ, COLUMNS).values())
                .containsExactly(PLANT);
    }

    @Test
    void reachesNothingWhereRowsHaveNoMaker() {
        assertThat(RowCondition.of(
                                caller(DataScope.OWN),
                                Permission.EVENTS_READ,
                                new RowCondition.Columns("owner", null, null))
                        .sql())
                .isEqualTo("false");
    }

    private static RowCondition of(DataScope scope) {
        return RowCondition.of(caller(scope), Permission.EVENTS_READ, COLUMNS);
    }

    private static boolean reaches(
            DataScope scope,
            UUID owner,
            @org.jspecify.annotations.Nullable UUID department,
            @org.jspecify.annotations.Nullable UUID maker) {
        return RowCondition.reaches(caller(scope), Permission.EVENTS_READ, owner, department, maker);
    }

    private static Caller caller(DataScope scope) {
        return new Caller(
                ME, PLANT, WORKSHOP, Set.of(WORKSHOP, LINE), Set.of(Permission.EVENTS_READ), scope, Map.of(), Map.of());
    }
}
