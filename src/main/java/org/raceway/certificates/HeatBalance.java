package org.raceway.certificates;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The steel of one heat as arithmetic: what there was, who took how much of it, what became of it for as long as it is weighed. All
 * quantities in kilograms.
 *
 * @param heat canonical identifier
 * @param mill that recorded the heat; absent where nobody did
 * @param melted as the mill recorded it; absent where it did not
 * @param certified on all certificates of the heat, each number once; absent where there is none
 * @param available what the sums are held against: melted, else certified; absent where neither is known
 * @param uses what was taken of the heat itself, oldest first
 * @param taken their sum
 * @param steps later steps whose inputs and outputs are all weighed
 * @param surplus by how much more was taken, certified or made than there was; 0 when it balances
 * @param unstated uses whose quantity nobody stated
 * @param truncated a bound was met, so there is more than what is here
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HeatBalance(
        String heat,
        String heatNumber,
        @Nullable UUID mill,
        @Nullable BigDecimal melted,
        @Nullable BigDecimal certified,
        @Nullable BigDecimal available,
        List<Use> uses,
        BigDecimal taken,
        List<Step> steps,
        List<Finding> findings,
        BigDecimal surplus,
        BigDecimal tolerancePercent,
        int unstated,
        boolean truncated) {
    public HeatBalance {
        uses = List.copyOf(uses);
        steps = List.copyOf(steps);
        findings = List.copyOf(findings);
    }

    /** What it comes to. */
    public enum Verdict {
        BALANCES,
        /** More than there can be. */
        SURPLUS,
        /** Nobody recorded or certified how much there was, or part of what was taken has no quantity. */
        UNKNOWN
    }

    /** What it comes to. */
    public Verdict verdict() {
        return !findings.isEmpty()
                ? Verdict.SURPLUS
                : available == null || unstated > 0 || truncated ? Verdict.UNKNOWN : Verdict.BALANCES;
    }

    /**
     * Steel taken of the heat.
     *
     * @param node of the genealogy: the step
     * @param by enterprise that recorded it
     * @param kilograms absent where not stated
     * @param running sum up to here
     * @param over whether the sum is above what there was from here on
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Use(
            String node,
            @Nullable UUID by,
            @Nullable String step,
            @Nullable Instant at,
            @Nullable BigDecimal kilograms,
            BigDecimal running,
            boolean over) {}

    /** A step that takes and makes by weight; what is missing in the output is scale, crop ends and turnings. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Step(
            String node,
            @Nullable UUID by,
            @Nullable String step,
            @Nullable Instant at,
            BigDecimal in,
            BigDecimal out) {

        /** Share of the input that did not come out, in percent with one decimal; negative when more came out. */
        public BigDecimal lossPercent() {
            return in.signum() == 0
                    ? BigDecimal.ZERO
                    : in.subtract(out).multiply(BigDecimal.valueOf(100)).divide(in, 1, RoundingMode.HALF_UP);
        }
    }

    /**
     * More than there can be.
     *
     * @param node of the genealogy that it is about
     * @param label what a person reads
     * @param claimed kilograms
     * @param available kilograms
     */
    public record Finding(FindingKind kind, String node, String label, BigDecimal claimed, BigDecimal available) {

        /** By how much. */
        public BigDecimal surplus() {
            return claimed.subtract(available);
        }
    }

    /** What does not balance. */
    public enum FindingKind {
        /** More was taken of the heat than was melted. */
        HEAT_OVERDRAWN,
        /** Certificates cover more than was melted. */
        CERTIFIED_ABOVE_MELTED,
        /** More was taken of a lot than was made. */
        LOT_OVERDRAWN,
        /** A step gave out more than it took in. */
        STEP_GAINS
    }
}
