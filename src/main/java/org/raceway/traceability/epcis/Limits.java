package org.raceway.traceability.epcis;

/**
 * What a reader accepts at most.
 *
 * @param events in a document
 * @param bytes of a document
 * @param nesting levels of objects, arrays or elements
 * @param stringLength characters of one string
 */
public record Limits(int events, long bytes, int nesting, int stringLength) {
    /** 20,000 events, 64 MiB, 64 levels, 64 Ki characters. */
    public static final Limits DEFAULT = new Limits(20_000, 64L << 20, 64, 1 << 16);
}
