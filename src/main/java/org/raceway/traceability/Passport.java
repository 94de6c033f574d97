package org.raceway.traceability;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the public scan page says of one code.
 *
 * @param code as a person reads it: GTIN, lot, serial or SSCC
 * @param designation of the bearing, if its maker publishes it
 * @param name of the bearing in the reader's language, if its maker publishes it
 * @param reasons why the verdict is what it is
 * @param facts what the maker publishes, most important first
 * @param inspection up to three facts of the inspection
 * @param details further published facts
 * @param published whether the maker publishes anything
 * @param seen whether any record names the code
 * @param id canonical identifier of the unit, lot, box or other single thing; absent where the code names none
 * @param maker enterprise that holds the code's GS1 company prefix, if it is registered
 */
public record Passport(
        Verdict verdict,
        String code,
        @Nullable String designation,
        @Nullable String name,
        List<Reason> reasons,
        List<Fact> facts,
        List<Fact> inspection,
        List<Fact> details,
        boolean published,
        boolean seen,
        @Nullable String id,
        @Nullable UUID maker) {
    public Passport {
        reasons = List.copyOf(reasons);
        facts = List.copyOf(facts);
        inspection = List.copyOf(inspection);
        details = List.copyOf(details);
    }

    /** What a reader should make of the thing in their hand; the graver one wins. */
    public enum Verdict {
        IN_ORDER("good"),
        UNKNOWN("unknown"),
        SUSPICIOUS("watch"),
        FAILED("bad"),
        RECALLED("bad");

        private final String tone;

        Verdict(String tone) {
            this.tone = tone;
        }

        /** One of the four meanings that a colour may have. */
        public String tone() {
            return tone;
        }
    }

    /**
     * A sentence.
     *
     * @param key of its text
     */
    public record Reason(String key, List<String> arguments) {
        public Reason {
            arguments = List.copyOf(arguments);
        }

        static Reason of(String key, String... arguments) {
            return new Reason(key, List.of(arguments));
        }

        /** For the template. */
        public String textKey() {
            return key;
        }

        /** For the template. */
        public Object[] values() {
            return arguments.toArray();
        }
    }

    /**
     * A published value.
     *
     * @param field name on the maker's whitelist
     */
    public record Fact(String field, String value) {}
}
