package org.raceway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

class ModularityTests {

    /** The rooms of ARCHITECTURE.md; a package beside them has no place in the house. */
    private static final Set<String> ROOMS = Set.of(
            "platform",
            "access",
            "audit",
            "notifications",
            "people",
            "consents",
            "enterprises",
            "bearings",
            "identifiers",
            "traceability",
            "recalls",
            "telemetry",
            "quality",
            "certificates",
            "cards",
            "scans",
            "sharing",
            "subcontracting",
            "indices",
            "purchasing",
            "finance",
            "matching",
            "cockpit",
            "assistant",
            "sandbox");

    private static final ApplicationModules MODULES = ApplicationModules.of(RacewayApplication.class);

    @Test
    void roomsMeetOnlyThroughTheirRoots() {
        MODULES.verify();
    }

    @Test
    void holdsOnlyRoomsOfThePlan() {
        Set<String> found = new TreeSet<>();
        MODULES.forEach(module -> found.add(module.getIdentifier().toString()));
        found.remove("pages"); // compiled templates
        assertThat(ROOMS).containsAll(found);
    }

    @Test
    void drawsTheRooms() {
        new Documenter(MODULES)
                .writeModulesAsPlantUml()
                .writeIndividualModulesAsPlantUml()
                .writeModuleCanvases();
    }
}
