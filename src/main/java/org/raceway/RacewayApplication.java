package org.raceway;

import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** Starts the whole brain: all rooms in one process. */
// Rooms name their classes without looking into other rooms.
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class RacewayApplication {

    /** Starts with the settings of {@code application.yaml} and the command line. A failed start ends with the failure's exit code. */
    public static void main(String[] arguments) {
        try {
            SpringApplication.run(RacewayApplication.class, arguments);
        } catch (RuntimeException reported) {
            System.exit(exitCodeOf(reported));
        }
    }

    private static int exitCodeOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ExitCodeGenerator known) {
                return known.getExitCode();
            }
        }
        return 1;
    }
}
