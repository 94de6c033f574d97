package org.raceway.platform;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says where to go once the application answers. */
@Component
final class Ready {

    private static final Logger LOG = LoggerFactory.getLogger(Ready.class);

    @EventListener
    void say(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            Duration taken = event.getTimeTaken();
            LOG.info(
                    "轴脑已就绪 Raceway is ready: http://localhost:{} ({} s)",
                    web.getWebServer().getPort(),
                    taken == null ? "?" : taken.toMillis() / 1000.0);
        }
    }
}
