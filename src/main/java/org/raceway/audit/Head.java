package org.raceway.audit;

/** The end of the chain at some moment: whoever has noted it can tell whether what lay before it was changed. */
record Head(long number, String algorithm, String digest) {}
