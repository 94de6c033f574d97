package org.raceway.platform.uploads;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.raceway.platform.Formulas;
import org.raceway.platform.ProblemException;

/**
 * Reads CSV (RFC 4180) with commas, semicolons or tabs. Excel for China saves it in GB 18030, others in UTF-8: what is not the one is read as
 * the other.
 */
final class CsvReader {
    private static final Charset GB_18030 = Charset.forName("GB18030");
    private static final char MARK = '\uFEFF';

    private final String text;
    private final char separator;
    private int at;
    private int line = 1;

    private CsvReader(String text) {
        this.text = text;
        separator = separator(text);
    }

    static void read(byte[] content, TableRows rows) {
        String text = decode(content);
        new CsvReader(!text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text).rows(rows);
    }

    private void rows(TableRows rows) {
        while (at < text.length()) {
            int number = line;
            List<String> cells = new ArrayList<>();
            do {
                cells.add(Formulas.original(cell().strip()));
            } while (goesOn());
            rows.add(number, cells, Set.of());
        }
    }

    /** Whether the row has another cell; else the next row begins. */
    private boolean goesOn() {
        if (at >= text.length()) {
            return false;
        }
        char next = text.charAt(at++);
        if (next == separator) {
            return true;
        }
        if (next == '\r' && at < text.length() && text.charAt(at) == '\n') {
            at++;
        }
        line++;
        return false;
    }

    private String cell() {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        int start = at;
        while (at < text.length() && !endsCell(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        StringBuilder cell = new StringBuilder();
        int opened = line;
        at++;
        while (true) {
            if (at >= text.length()) {
                throw new ProblemException(
                        new IllegalArgumentException("line " + opened + " opens a quote and never closes it"),
                        UploadProblem.DAMAGED);
            }
            char next = text.charAt(at++);
            if (next == '"') {
                if (at >= text.length() || text.charAt(at) != '"') {
                    break;
                }
                at++;
            } else if (next == '\n') {
                line++;
            }
            cell.append(next);
        }
        while (at < text.length() && !endsCell(text.charAt(at))) {
            cell.append(text.charAt(at++));
        }
        return cell.toString();
    }

    private boolean endsCell(char next) {
        return next == separator || next == '\n' || next == '\r';
    }

    private static char separator(String text) {
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        for (char candidate : new char[] {'\t', ';'}) {
            if (first.indexOf(candidate) >= 0 && first.indexOf(',') < 0) {
                return candidate;
            }
        }
        return ',';
    }

    private static String decode(byte[] content) {
        for (Charset charset : List.of(StandardCharsets.UTF_8, GB_18030)) {
            try {
                return charset.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            } catch (CharacterCodingException e) {
                // The next one.
            }
        }
        throw new ProblemException(UploadProblem.DAMAGED);
    }
}
