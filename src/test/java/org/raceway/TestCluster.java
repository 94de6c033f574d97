package org.raceway;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.raceway.enterprises.Enterprises;
import org.raceway.sandbox.SandboxCluster;
import org.raceway.sandbox.SandboxSize;
import org.raceway.sandbox.SandboxTruth;
import org.raceway.traceability.Capture;
import org.raceway.traceability.CaptureBehaviour;
import org.raceway.traceability.CaptureJob;

/** The small simulated cluster in the tests' shared database, captured once for all tests that ask for it. */
public final class TestCluster {
    private static @Nullable SandboxTruth loaded;

    private TestCluster() {}

    /** What is true of the cluster, which is captured when this returns. */
    public static synchronized SandboxTruth load(Capture capture, Enterprises enterprises) {
        if (loaded == null) {
            SandboxCluster.enterprises(SandboxSize.SMALL, SandboxCluster.SEED).forEach(enterprises::register);
            loaded = SandboxCluster.generate(SandboxSize.SMALL, SandboxCluster.SEED, document -> {
                CaptureJob job = capture.capture(
                        document.owner().id(),
                        document.body(),
                        "application/ld+json",
                        CaptureBehaviour.ROLLBACK,
                        "test");
                if (!job.errors().isEmpty()) {
                    throw new IllegalStateException(List.copyOf(job.errors()).toString());
                }
            });
        }
        return loaded;
    }
}
