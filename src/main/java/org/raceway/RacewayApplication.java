package org.raceway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the whole brain: all rooms in one process. */
@SpringBootApplication
public class RacewayApplication {

    /** Starts with the settings of {@code application.yaml} and the command line. */
    public static void main(String[] arguments) {
        SpringApplication.run(RacewayApplication.class, arguments);
    }
}
