package org.raceway.sandbox;

import org.raceway.enterprises.Enterprise;

/**
 * An EPCIS 2.0 document of the simulated cluster, as its owner would hand it in.
 *
 * @param number from 0, in the order in which the documents are made
 * @param owner who captures it
 * @param campaign the run of the chain that it belongs to
 * @param events how many events it holds
 * @param body EPCIS 2.0 JSON in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes pass through; nobody compares documents
public record SandboxDocument(int number, Enterprise owner, int campaign, int events, byte[] body) {}
