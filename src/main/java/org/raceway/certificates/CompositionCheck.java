package org.raceway.certificates;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.Tone;

/**
 * A composition against its grade.
 *
 * @param standard whose limits it was held against; absent where the grade is not on file
 * @param lines an element each: those with a limit first, in the standard's order
 */
public record CompositionCheck(Verdict verdict, @Nullable String standard, List<Line> lines) {
    public CompositionCheck {
        lines = List.copyOf(lines);
    }

    /** What it comes to; the graver one wins. */
    public enum Verdict {
        CONFORMS(Tone.GOOD),
        /** The grade is not on file. */
        NOT_JUDGED(Tone.UNKNOWN),
        /** An element that has a limit is not stated. */
        INCOMPLETE(Tone.WATCH),
        /** Outside of a limit that was not yet checked against the standard's text. */
        DOUBTFUL(Tone.WATCH),
        /** Outside of a limit. */
        DEVIATES(Tone.BAD);

        private final Tone tone;

        Verdict(Tone tone) {
            this.tone = tone;
        }

        /** The meaning of its colour. */
        public Tone tone() {
            return tone;
        }
    }

    /**
     * An element.
     *
     * @param share in mass percent; absent where it is not stated
     * @param least absent where no limit is on file
     */
    public record Line(
            String element,
            @Nullable BigDecimal share,
            @Nullable BigDecimal least,
            @Nullable BigDecimal most,
            boolean checked,
            Verdict verdict) {}

    /**
     * Holds a composition against a grade.
     *
     * @param composition mass percent by element symbol
     */
    static CompositionCheck of(String gradeName, Map<String, BigDecimal> composition) {
        SteelGrade grade = SteelGrades.onFile().find(gradeName).orElse(null);
        Map<String, BigDecimal> left = new LinkedHashMap<>(composition);
        List<Line> lines = new ArrayList<>();
        Verdict gravest = grade == null ? Verdict.NOT_JUDGED : Verdict.CONFORMS;
        if (grade != null) {
            for (SteelGrade.Limit limit : grade.limits()) {
                BigDecimal share = left.remove(limit.element());
                Verdict verdict = share == null
                        ? Verdict.INCOMPLETE
                        : limit.holds(share) ? Verdict.CONFORMS : limit.checked() ? Verdict.DEVIATES : Verdict.DOUBTFUL;
                lines.add(new Line(limit.element(), share, limit.least(), limit.most(), limit.checked(), verdict));
                gravest = verdict.compareTo(gravest) > 0 ? verdict : gravest;
            }
        }
        left.forEach((element, share) -> lines.add(new Line(element, share, null, null, false, Verdict.NOT_JUDGED)));
        return new CompositionCheck(gravest, grade == null ? null : grade.standard(), lines);
    }
}
