package org.raceway.consents;

/**
 * Something that was made of data read under consents: a score, a profile, a report.
 *
 * @param room that made it
 * @param subject the room's own id of it
 * @param description what it is, in Chinese; both sides read it, so it says nothing of others' data
 */
public record DerivedResult(String room, String subject, String description, String englishDescription) {
    static final int LONGEST = 200;

    public DerivedResult {
        for (String text : new String[] {room, subject, description, englishDescription}) {
            if (text.isBlank() || text.length() > LONGEST) {
                throw new IllegalArgumentException("a derived result's texts have 1 to " + LONGEST + " characters");
            }
        }
    }
}
