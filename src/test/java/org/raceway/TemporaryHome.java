package org.raceway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** A data folder that goes with the tests. */
public class TemporaryHome implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of("raceway.home=" + create(), "raceway.mail.port=" + freePort())
                .applyTo(context);
    }

    /** A port of this machine where nobody listens until a test does. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new folder, deleted when this process ends. */
    public static Path create() {
        try {
            Path home = Files.createTempDirectory("raceway-test-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home)));
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path home) {
        for (int attempt = 0; attempt < 100; attempt++) {
            try {
                // The database in it may be just about to stop, in a shutdown hook of its own.
                if (!Files.exists(home.resolve("data").resolve("postmaster.pid"))) {
                    FileSystemUtils.deleteRecursively(home);
                    return;
                }
                Thread.sleep(100);
            } catch (IOException e) {
                // Tried again.
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
