package org.raceway.enterprises;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ApplicationPhaseTests {

    /** Every state with every action, so that a transition that is added is added here as well. */
    @Test
    void allowsExactlyTheseTransitions() {
        Map<String, String> table = new LinkedHashMap<>();
        for (ApplicationPhase phase : ApplicationPhase.values()) {
            for (ApplicationAction action : ApplicationAction.values()) {
                phase.after(action).ifPresent(next -> table.put(phase + " " + action, next.name()));
            }
        }
        assertThat(table)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "DRAFT SUBMIT", "IN_REVIEW",
                        "DRAFT WITHDRAW", "WITHDRAWN",
                        "IN_REVIEW APPROVE", "APPROVED",
                        "IN_REVIEW REJECT", "REJECTED",
                        "IN_REVIEW TRANSFER", "IN_REVIEW",
                        "IN_REVIEW URGE", "IN_REVIEW",
                        "IN_REVIEW WITHDRAW", "WITHDRAWN",
                        "REJECTED SUBMIT", "IN_REVIEW",
                        "REJECTED WITHDRAW", "WITHDRAWN",
                        "WITHDRAWN SUBMIT", "IN_REVIEW"));
    }

    @Test
    void letsTheApplicantEditOnlyWhatIsTheirs() {
        assertThat(Stream.of(ApplicationPhase.values())
                        .filter(ApplicationPhase::editable)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        ApplicationPhase.DRAFT, ApplicationPhase.REJECTED, ApplicationPhase.WITHDRAWN);
    }
}
