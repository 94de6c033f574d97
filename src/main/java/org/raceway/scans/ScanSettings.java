package org.raceway.scans;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How scans are kept.
 *
 * @param queue scans that wait to be written, at most; beyond it they are shown but not counted
 * @param pause between two batches: what a crash loses at most
 * @param keptDays days until a scan is deleted
 * @param reportsKeptDays days until an answered report is deleted
 * @param lookBackDays how many days' scans are weighed together
 * @param recheck pause between two looks through the ledger
 */
@ConfigurationProperties("raceway.scans")
record ScanSettings(
        @DefaultValue("20000") int queue,
        @DefaultValue("500ms") Duration pause,
        @DefaultValue("400") int keptDays,
        @DefaultValue("1095") int reportsKeptDays,
        @DefaultValue("90") int lookBackDays,
        @DefaultValue("1m") Duration recheck) {}
