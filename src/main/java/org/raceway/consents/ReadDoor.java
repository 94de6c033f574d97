package org.raceway.consents;

/** By which way data was read. */
public enum ReadDoor {
    PAGE,
    EXPORT,
    API,
    /** Another room of the platform, for the reader. */
    ROOM
}
