package org.raceway.enterprises;

import java.util.List;
import java.util.UUID;

/** Who reviews applications. Accounts belong to another room, which answers this. */
public interface Reviewers {

    /** Everybody who may review, by name. */
    List<Reviewer> reviewers();

    /** A person who reviews. */
    record Reviewer(UUID account, String name, String englishName) {}
}
