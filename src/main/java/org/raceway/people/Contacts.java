package org.raceway.people;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.ProblemException;

/** What people write into forms about themselves, checked and in one form. */
final class Contacts {
    static final int LONGEST_NAME = 60;
    static final int LONGEST_EMAIL = 254;

    private static final Pattern EMAIL =
            Pattern.compile("[^@\\s\\p{Cntrl}<>\"]{1,64}@[^@\\s\\p{Cntrl}<>\"]+\\.[^@\\s\\p{Cntrl}<>\".]{2,}");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{6,15}");
    private static final String CHINA = "+86";
    private static final int CHINESE_MOBILE = 11;

    private Contacts() {}

    /**
     * A person's name.
     *
     * @throws ProblemException if there is none or it is too long
     */
    static String name(String text) {
        String name = text.strip().replaceAll("\\s+", " ");
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new BadField("name");
        }
        return name;
    }

    /** An e-mail address, or null for none. */
    static @Nullable String email(String text) {
        String email = text.strip();
        if (email.isEmpty()) {
            return null;
        }
        if (email.length() > LONGEST_EMAIL || !EMAIL.matcher(email).matches()) {
            throw new BadField("email");
        }
        return email;
    }

    /** A phone number without blanks, or null for none; a Chinese mobile without its country code. */
    static @Nullable String phone(String text) {
        String phone = text.replaceAll("[\\s()\\-]", "");
        if (phone.isEmpty()) {
            return null;
        }
        if (!PHONE.matcher(phone).matches()) {
            throw new BadField("phone");
        }
        return phone.startsWith(CHINA) && phone.length() == CHINA.length() + CHINESE_MOBILE
                ? phone.substring(CHINA.length())
                : phone;
    }

    /** {@code zh} or {@code en}. */
    static String language(String text) {
        return text.equals("en") ? "en" : "zh";
    }
}
