package org.raceway.certificates;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.Tone;

/**
 * A mass balance as a page shows it: figures with thousands' separators, names that the reader may know.
 *
 * @param sentences what it comes to, in the reader's words, the first is the finding
 * @param certificates of the heat that hold
 */
public record BalanceView(
        String heat,
        String heatNumber,
        @Nullable String mill,
        Tone tone,
        String verdict,
        List<String> sentences,
        @Nullable String melted,
        @Nullable String certified,
        @Nullable String available,
        String taken,
        String difference,
        List<Line> uses,
        List<StepLine> steps,
        List<FindingLine> findings,
        List<CertificateLine> certificates,
        boolean truncated) {
    public BalanceView {
        sentences = List.copyOf(sentences);
        uses = List.copyOf(uses);
        steps = List.copyOf(steps);
        findings = List.copyOf(findings);
        certificates = List.copyOf(certificates);
    }

    /** Steel taken of the heat. */
    public record Line(String at, String step, String by, String kilograms, String running, boolean over) {}

    /** A step that is weighed on both sides. */
    public record StepLine(String at, String step, String by, String in, String out, String loss) {}

    /** Something that can't be. */
    public record FindingLine(String what, String claimed, String available, String surplus) {}

    /** A certificate. */
    public record CertificateLine(String id, String number, String kilograms, String issuer, String issuedOn) {}
}
