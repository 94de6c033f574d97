package org.raceway.notifications;

import java.time.Instant;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;

/** What stands in a place of a notice's text. Longer than {@value #LONGEST} characters, it is cut. */
public sealed interface NoticeArgument {
    /** The longest argument, in characters. */
    int LONGEST = 2_000;

    /** As a reader of this language sees it. */
    String in(Texts texts);

    /** The same in every language: a code, a number, a name that has only one form. */
    record Plain(String text) implements NoticeArgument {
        public Plain {
            text = cut(text);
        }

        @Override
        public String in(Texts texts) {
            return text;
        }
    }

    /** A name in two languages. */
    record Names(String chinese, String english) implements NoticeArgument {
        public Names {
            chinese = cut(chinese);
            english = cut(english);
        }

        @Override
        public String in(Texts texts) {
            return texts.english() ? english : chinese;
        }
    }

    /** A text of {@link Texts}. */
    record Worded(String key) implements NoticeArgument {
        @Override
        public String in(Texts texts) {
            return texts.get(key);
        }
    }

    /** A moment, shown to the minute in the cluster's time zone. */
    record Moment(Instant at) implements NoticeArgument {
        @Override
        public String in(Texts texts) {
            return Times.minute(at);
        }
    }

    /** The same in every language. */
    static NoticeArgument of(String text) {
        return new Plain(text);
    }

    /** A name in two languages. */
    static NoticeArgument names(String chinese, String english) {
        return new Names(chinese, english);
    }

    /** A text of {@link Texts}. */
    static NoticeArgument worded(String key) {
        return new Worded(key);
    }

    /** A moment. */
    static NoticeArgument at(Instant at) {
        return new Moment(at);
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = LONGEST - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
