package org.raceway.platform.outgoing;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where Raceway may connect for people, and the bounds of it.
 *
 * @param http whether addresses without TLS are taken
 * @param ports of hosts that {@code allow} does not name
 * @param allow hosts ({@code robot.example.com}, {@code .example.com} with all below it) and networks ({@code 10.2.0.0/16}) that may be
 *     reached although they lie inside, at every port
 * @param only when it is not empty, no other hosts than these may be reached; written like those of {@code allow}
 * @param connectTimeout until a connection stands
 * @param timeout of the whole exchange
 * @param answerBytes that are read of an answer
 * @param atOnce requests at one time
 */
@ConfigurationProperties("raceway.outgoing")
public record OutgoingSettings(
        @DefaultValue("false") boolean http,
        @DefaultValue({"80", "443", "8443"}) Set<Integer> ports,
        @DefaultValue List<String> allow,
        @DefaultValue List<String> only,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("15s") Duration timeout,
        @DefaultValue("1MB") DataSize answerBytes,
        @DefaultValue("32") int atOnce) {
    public OutgoingSettings {
        ports = Set.copyOf(ports);
        allow = List.copyOf(allow);
        only = List.copyOf(only);
    }
}
