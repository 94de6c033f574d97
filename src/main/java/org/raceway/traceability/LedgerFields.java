package org.raceway.traceability;

import java.util.List;
import java.util.UUID;
import org.raceway.consents.ConsentField;
import org.raceway.consents.ConsentField.ConsentColumn;
import org.raceway.consents.ConsentValue;
import org.raceway.consents.Period;
import org.raceway.enterprises.Enterprises;
import org.raceway.platform.Column;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an enterprise can let others read of its events: totals by month, never single events. */
@Configuration(proxyBeanMethods = false)
class LedgerFields {
    private static final ConsentColumn MONTH =
            new ConsentColumn("month", "traceability.consent.month", Column.Kind.TIME);
    private static final ConsentColumn PRODUCT =
            new ConsentColumn("product", "traceability.consent.product", Column.Kind.LONG);
    private static final ConsentColumn GTIN = new ConsentColumn("gtin", "traceability.consent.gtin", Column.Kind.TIME);
    private static final ConsentColumn UNIT = new ConsentColumn("unit", "traceability.consent.unit", Column.Kind.WORD);

    @Bean
    @Order(20)
    ConsentField deliveriesField(JdbcClient database, Enterprises enterprises) {
        return new LedgerField(
                "traceability.deliveries",
                List.of(
                        MONTH,
                        new ConsentColumn("receiver", "traceability.consent.receiver", Column.Kind.LONG),
                        new ConsentColumn("shipments", "traceability.consent.shipments", Column.Kind.NUMBER),
                        PRODUCT,
                        GTIN,
                        new ConsentColumn("quantity", "traceability.consent.quantity", Column.Kind.NUMBER),
                        UNIT),
                (enterprise, period) -> new LedgerTotals(database, enterprises, enterprise, period).deliveries());
    }

    @Bean
    @Order(21)
    ConsentField productionField(JdbcClient database, Enterprises enterprises) {
        return new LedgerField(
                "traceability.production-volume",
                List.of(
                        MONTH,
                        PRODUCT,
                        GTIN,
                        new ConsentColumn("units", "traceability.consent.units", Column.Kind.NUMBER),
                        new ConsentColumn("inLots", "traceability.consent.inLots", Column.Kind.NUMBER),
                        UNIT),
                (enterprise, period) -> new LedgerTotals(database, enterprises, enterprise, period).production());
    }

    @Bean
    @Order(22)
    ConsentField qualityField(JdbcClient database, Enterprises enterprises) {
        return new LedgerField(
                "traceability.quality",
                List.of(
                        MONTH,
                        PRODUCT,
                        GTIN,
                        new ConsentColumn("inspected", "traceability.consent.inspected", Column.Kind.NUMBER),
                        new ConsentColumn("passed", "traceability.consent.passed", Column.Kind.NUMBER),
                        new ConsentColumn("failed", "traceability.consent.failed", Column.Kind.NUMBER)),
                (enterprise, period) -> new LedgerTotals(database, enterprises, enterprise, period).quality());
    }

    private interface Totals {
        List<List<ConsentValue>> of(UUID enterprise, Period period);
    }

    private record LedgerField(String code, List<ConsentColumn> columns, Totals totals) implements ConsentField {

        @Override
        public List<List<ConsentValue>> rows(UUID enterprise, Period period) {
            return totals.of(enterprise, period);
        }
    }
}
