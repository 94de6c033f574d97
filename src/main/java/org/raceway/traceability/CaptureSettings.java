package org.raceway.traceability;

import java.time.Duration;
import org.raceway.traceability.epcis.Limits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The bounds of capture.
 *
 * @param events in a document
 * @param bytes of a document
 * @param nesting levels of objects, arrays or elements
 * @param stringLength characters of one string
 * @param bytesInFlight of all documents being captured at one time
 * @param queue captures that wait for a writer
 * @param writers threads, and so transactions at one time
 * @param groupEvents events that one transaction gathers from several captures
 * @param patience how long a capture outlasts a database that does not answer, and how long a request waits for room
 * @param clockTolerance how far in the future an event time may lie
 */
@ConfigurationProperties("raceway.capture")
public record CaptureSettings(
        @DefaultValue("20000") int events,
        @DefaultValue("64MB") DataSize bytes,
        @DefaultValue("64") int nesting,
        @DefaultValue("65536") int stringLength,
        @DefaultValue("128MB") DataSize bytesInFlight,
        @DefaultValue("256") int queue,
        @DefaultValue("2") int writers,
        @DefaultValue("2000") int groupEvents,
        @DefaultValue("15s") Duration patience,
        @DefaultValue("1d") Duration clockTolerance) {

    public CaptureSettings {
        if (bytesInFlight.compareTo(bytes) < 0) {
            throw new IllegalArgumentException("raceway.capture.bytes-in-flight is less than raceway.capture.bytes");
        }
    }

    Limits limits() {
        return new Limits(events, bytes.toBytes(), nesting, stringLength);
    }
}
