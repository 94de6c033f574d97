package org.raceway.sandbox;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A fault that the sandbox planted, with the truth about it. Identifiers are canonical GS1 Digital Links. */
public sealed interface SandboxFault {

    /** The thing that the fault is about. */
    String subject();

    /**
     * A trader passes other steel off as a certified heat's, so that more is made of the heat than was ever melted.
     *
     * @param subject the heat
     * @param certifiedKilograms what the mill melted and certified
     * @param claimedKilograms what events consume in its name
     * @param culprit Global Location Number of the trader
     */
    record StretchedCertificate(
            String subject, BigDecimal certifiedKilograms, BigDecimal claimedKilograms, String culprit)
            implements SandboxFault {}

    /**
     * A furnace lot that was hardened too cold and came out too soft.
     *
     * @param subject the lot
     * @param hardened when it left the furnace
     * @param furnace the furnace's name
     */
    record BadFurnaceLot(String subject, Instant hardened, String furnace) implements SandboxFault {}

    /**
     * One serial number on two bearings.
     *
     * @param subject the bearing's code
     * @param lots the two assembly lots whose bearings carry it
     */
    record DoublyIssuedCode(String subject, List<String> lots) implements SandboxFault {
        public DoublyIssuedCode {
            lots = List.copyOf(lots);
        }
    }

    /**
     * A copied code: sold at one distributor and, soon after, at another that never received it.
     *
     * @param subject the bearing's code
     * @param soldBy Global Location Numbers, the true seller first
     */
    record DoublySoldCode(String subject, List<String> soldBy) implements SandboxFault {
        public DoublySoldCode {
            soldBy = List.copyOf(soldBy);
        }
    }

    /**
     * A box that was shipped and never received.
     *
     * @param subject the box
     * @param units the bearings in it
     * @param to Global Location Number of the distributor that waits for it
     */
    record LostBox(String subject, Instant shipped, List<String> units, String to) implements SandboxFault {
        public LostBox {
            units = List.copyOf(units);
        }
    }

    /**
     * A wrong event that an error declaration withdrew and another event replaced.
     *
     * @param subject the output or container that the event is about
     * @param eventId of the wrong event, absent when its sender gave none
     * @param correctiveEventId of the event that replaced it
     * @param wronglyNamed what it named and should not have
     * @param rightlyNamed what the corrective event names instead
     */
    record WrongEvent(
            String subject,
            @Nullable String eventId,
            String correctiveEventId,
            Instant declared,
            String wronglyNamed,
            String rightlyNamed)
            implements SandboxFault {}
}
