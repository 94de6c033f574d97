package org.raceway.consents;

import java.util.List;
import java.util.function.Consumer;
import org.raceway.platform.TableQuery;
import org.raceway.platform.TableSource;

/** Rows that have been read already, in the order in which they came. */
record HeldRows(List<List<ConsentValue>> all) implements TableSource<List<ConsentValue>> {

    @Override
    public long count(TableQuery query, long most) {
        return Math.min(all.size(), most);
    }

    @Override
    public List<List<ConsentValue>> rows(TableQuery query, int limit, long offset) {
        int from = (int) Math.min(offset, all.size());
        return all.subList(from, Math.min(all.size(), from + limit));
    }

    @Override
    public void each(TableQuery query, int most, Consumer<List<ConsentValue>> row) {
        all.stream().limit(most).forEach(row);
    }
}
