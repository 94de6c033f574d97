package org.raceway.consents;

import java.util.List;
import java.util.UUID;
import org.raceway.platform.Column;

/**
 * Data of an enterprise that it can let others read. The room that owns the data publishes one as a bean for each; texts are
 * {@code <code>} for its name, {@code <code>.help} for what it holds and {@code <code>.noun} for its place in a sentence
 * ("read your <em>deliveries</em> of October").
 */
public interface ConsentField {

    /** Stable: the room, a dot, a word, such as {@code traceability.deliveries}; also the key of its texts. */
    String code();

    /** Its columns, in order. */
    List<ConsentColumn> columns();

    /** Whether what it holds belongs to days. A field that knows no period is read as it stands now. */
    default boolean hasPeriod() {
        return true;
    }

    /**
     * The data of an enterprise, in a stable order. Runs in a transaction that sees the rows that the enterprise's own people
     * would see, after the consent has been checked; at most {@link Consents#MOST_ROWS} rows.
     *
     * @param period to be left alone by a field that knows no period
     * @return rows, each with one value a column
     */
    List<List<ConsentValue>> rows(UUID enterprise, Period period);

    /**
     * A column.
     *
     * @param name stable; the API's member
     * @param textKey its head, with the unit where it has one
     * @param kind how it is set
     */
    record ConsentColumn(String name, String textKey, Column.Kind kind) {}
}
