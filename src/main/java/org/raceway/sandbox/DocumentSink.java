package org.raceway.sandbox;

/** Takes the documents of a simulated cluster one after the other. */
@FunctionalInterface
public interface DocumentSink {

    /** Takes one document; may block, which holds the generator back. */
    void accept(SandboxDocument document);
}
