package org.raceway.platform.uploads;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The bounds of uploads.
 *
 * @param bytes of one file; each door may have a lower limit
 * @param atOnce requests with files that are received at one time; each may fill the temporary folder by a file
 * @param patience how long such a request waits for its turn
 * @param tableBytes of a file that is read as a table
 * @param tableUnpackedBytes of all files in a workbook together
 * @param tableRows of a table, the header not counted
 * @param tableColumns of a table
 * @param tablesAtOnce tables that are read at one time
 */
@ConfigurationProperties("raceway.uploads")
public record UploadSettings(
        @DefaultValue("64MB") DataSize bytes,
        @DefaultValue("16") int atOnce,
        @DefaultValue("10s") Duration patience,
        @DefaultValue("10MB") DataSize tableBytes,
        @DefaultValue("48MB") DataSize tableUnpackedBytes,
        @DefaultValue("10000") int tableRows,
        @DefaultValue("200") int tableColumns,
        @DefaultValue("2") int tablesAtOnce) {}
