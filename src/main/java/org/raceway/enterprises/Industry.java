package org.raceway.enterprises;

import org.raceway.platform.Texts;

/**
 * A class of GB/T 4754-2017.
 *
 * @param code four digits
 * @param section the letter of its section, C for manufacturing
 * @param name Chinese, as in the standard; of a class that is not listed here, its section's
 * @param listed whether this class itself is among those listed here
 */
record Industry(String code, char section, String name, String englishName, boolean listed) {

    /** Code and name. */
    String words(Texts texts) {
        return code + " " + (texts.english() ? englishName : name);
    }
}
