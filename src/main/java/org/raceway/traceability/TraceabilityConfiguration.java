package org.raceway.traceability;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.raceway.platform.Storage;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.platform.WholeDatabase;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The room's parts. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CaptureSettings.class)
class TraceabilityConfiguration {

    @Bean(destroyMethod = "close")
    Capture capture(
            WholeDatabase database,
            Storage storage,
            Clock clock,
            TimeOrderedIds ids,
            CaptureSettings settings,
            MeterRegistry meters) {
        Capture capture = new Capture(database.dataSource(), storage, clock, ids, settings);
        Gauge.builder("raceway.capture.waiting", capture, Capture::waiting)
                .description("captures that wait for a writer")
                .register(meters);
        Gauge.builder("raceway.capture.group", capture, Capture::lastGroupEvents)
                .description("events in the latest transaction")
                .register(meters);
        return capture;
    }

    @Bean
    CaptureBudget captureBudget(CaptureSettings settings, MeterRegistry meters) {
        CaptureBudget budget = new CaptureBudget(settings);
        Gauge.builder("raceway.capture.in.flight", budget, CaptureBudget::bytesInFlight)
                .description("bytes of documents that are being captured")
                .baseUnit("bytes")
                .register(meters);
        return budget;
    }
}
