package org.raceway.enterprises;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.Cell;
import org.raceway.platform.Fact;
import org.raceway.platform.Figure;
import org.raceway.platform.Tone;

/**
 * An enterprise's page, as its reader may see it.
 *
 * @param standing in words; empty for an enterprise in good standing
 * @param facts public ones, and for the enterprise itself and the operator the private ones
 * @param contacts empty for who may not see them
 * @param masked whether the contacts' numbers are masked
 * @param history empty for who may not see it
 * @param own whether the reader acts for it
 * @param editable whether the reader may change its facts
 * @param leavable whether the reader may take it out of the cluster
 * @param suspendable whether the reader may suspend it
 * @param reinstatable whether the reader may let it in again
 */
public record EnterpriseView(
        UUID id,
        String name,
        String subtitle,
        String standing,
        Tone standingTone,
        List<SourcedRow> facts,
        List<SourcedRow> capabilities,
        List<LicenceRow> licences,
        List<Fact> contacts,
        boolean masked,
        List<Figure> activity,
        List<ApplicationView.Happening> history,
        boolean own,
        boolean editable,
        boolean leavable,
        boolean suspendable,
        boolean reinstatable,
        @Nullable UUID openChange) {
    public EnterpriseView {
        facts = List.copyOf(facts);
        capabilities = List.copyOf(capabilities);
        licences = List.copyOf(licences);
        contacts = List.copyOf(contacts);
        activity = List.copyOf(activity);
        history = List.copyOf(history);
    }

    /** A fact with where it comes from. */
    public record SourcedRow(String id, String label, List<Cell> values, String source) {
        public SourcedRow {
            values = List.copyOf(values);
        }
    }

    /** A licence with how long it is valid. */
    public record LicenceRow(
            String kind,
            String number,
            String issuer,
            String expires,
            Tone tone,
            String state,
            String file,
            String source) {}
}
