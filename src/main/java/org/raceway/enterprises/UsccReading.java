package org.raceway.enterprises;

import java.text.Normalizer;
import java.util.Locale;
import org.raceway.identifiers.gs1.UnifiedSocialCreditCode;
import org.raceway.platform.Texts;

/** What a Unified Social Credit Code is on a closer look (GB 32100-2015). */
sealed interface UsccReading {
    /** In order. */
    record Right(String code) implements UsccReading {}

    /** Not 18 characters. */
    record WrongLength(int length) implements UsccReading {}

    /** A character that the code does not use; places count from 1. */
    record WrongCharacter(int place, char character) implements UsccReading {}

    /** A letter where the digits of the division stand, places 3 to 8. */
    record WrongDivision(int place, char character) implements UsccReading {}

    /** The last character does not belong to the 17 before it. */
    record WrongCheck(char found, char expected) implements UsccReading {}

    /** A registration number of the time before 2015, of 15 digits. */
    record Older(String number) implements UsccReading {}

    /** As people mean it: without spaces and hyphens, full-width forms made narrow, in capitals. */
    static String normalized(String code) {
        return Normalizer.normalize(code, Normalizer.Form.NFKC)
                .replaceAll("[\\s\\u00A0-]", "")
                .toUpperCase(Locale.ROOT);
    }

    /** Reads a normalized code. */
    static UsccReading of(String code) {
        String alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        if (code.matches("[0-9]{15}")) {
            return new Older(code);
        }
        for (int i = 0; i < code.length(); i++) {
            if (alphabet.indexOf(code.charAt(i)) < 0) {
                return new WrongCharacter(i + 1, code.charAt(i));
            }
        }
        if (code.length() != 18) {
            return new WrongLength(code.length());
        }
        for (int i = 2; i < 8; i++) {
            if (code.charAt(i) > '9') {
                return new WrongDivision(i + 1, code.charAt(i));
            }
        }
        char expected = UnifiedSocialCreditCode.checkCharacter(code.substring(0, 17));
        return expected == code.charAt(17) ? new Right(code) : new WrongCheck(code.charAt(17), expected);
    }

    /** In words what is wrong, and what would be right; or that it is in order. */
    default String words(Texts texts) {
        return switch (this) {
            case Right right -> texts.get("enterprises.uscc.right");
            case WrongLength wrong -> texts.get("enterprises.uscc.length", wrong.length());
            case WrongCharacter wrong -> texts.get("enterprises.uscc.character", wrong.place(), wrong.character());
            case WrongDivision wrong -> texts.get("enterprises.uscc.division", wrong.place(), wrong.character());
            case WrongCheck wrong -> texts.get("enterprises.uscc.check", wrong.expected(), wrong.found());
            case Older older -> texts.get("enterprises.uscc.older");
        };
    }
}
