package org.raceway.scans;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What is done by itself: weigh new scans, look through the ledger, look again, throw away. */
@Component
@EnableConfigurationProperties(ScanSettings.class)
class ScanWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ScanWatch.class);

    private final Findings findings;
    private final StoredScans scans;

    ScanWatch(Findings findings, StoredScans scans) {
        this.findings = findings;
        this.scans = scans;
    }

    @Scheduled(fixedDelay = 2_000, initialDelay = 5_000)
    void weigh() {
        quietly(findings::weigh);
    }

    @Scheduled(fixedDelayString = "${raceway.scans.recheck:1m}", initialDelayString = "${raceway.scans.recheck:1m}")
    void sweep() {
        quietly(findings::sweep);
        quietly(findings::lookAgain);
    }

    @Scheduled(fixedDelay = 600_000, initialDelay = 300_000)
    void throwAway() {
        quietly(scans::deleteOld);
    }

    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("Scans are looked at later: {}", e.getMessage());
        }
    }
}
