package org.raceway.traceability.epcis;

/**
 * Every rule that a reader holds a document to. The code is stable and is what callers see; the clause says where the
 * standard demands it.
 */
public enum Rule {
    MALFORMED("malformed", "RFC 8259 / XML 1.0", "the document cannot be read", "文档无法解析");

    private final String code;
    private final String clause;
    private final String english;
    private final String chinese;

    Rule(String code, String clause, String english, String chinese) {
        this.code = code;
        this.clause = clause;
        this.english = english;
        this.chinese = chinese;
    }

    /** Stable code such as {@code malformed}. */
    public String code() {
        return code;
    }

    /** The standard and its clause. */
    public String clause() {
        return clause;
    }

    /** What is wrong and how to mend it, in English. */
    public String english() {
        return english;
    }

    /** What is wrong and how to mend it, in Chinese. */
    public String chinese() {
        return chinese;
    }
}
