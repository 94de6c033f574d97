package org.raceway.traceability.epcis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The units of UN/ECE Recommendation 20: the codes of its revisions that electronic invoices refer to, withdrawn ones too. */
final class Units {
    private static final Set<String> CODES = read();

    private Units() {}

    /** Whether a text has the form that the standard's JSON Schema asks of a unit: two or three capital letters or digits. */
    static boolean isCode(String text) {
        if (text.length() < 2 || text.length() > 3) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 'A' || c > 'Z') && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    /** Whether the recommendation has this code. */
    static boolean isKnown(String code) {
        return CODES.contains(code);
    }

    private static Set<String> read() {
        try (InputStream codes = Units.class.getResourceAsStream("units.txt")) {
            if (codes == null) {
                throw new IllegalStateException("the list of units is missing");
            }
            return Set.of(new String(codes.readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .split("\\s+"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
