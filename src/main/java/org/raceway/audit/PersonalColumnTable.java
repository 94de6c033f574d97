package org.raceway.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.raceway.platform.Cell;
import org.raceway.platform.Column;
import org.raceway.platform.Filter;
import org.raceway.platform.TableDefinition;
import org.raceway.platform.TableQuery;
import org.raceway.platform.TableSource;
import org.springframework.stereotype.Component;

/** The register of personal data as a table. */
@Component
class PersonalColumnTable implements TableSource<PersonalColumn> {
    static final TableDefinition<PersonalColumn> DEFINITION = new TableDefinition<>(
            "personal-data",
            "/privacy",
            List.of(
                    new Column<>(
                            "data", "privacy.data", Column.Kind.TIME, false, true, (row, texts) -> Cell.of(row.name())),
                    words("whose", "privacy.whose", PersonalColumn::whose),
                    words("purpose", "privacy.purpose", PersonalColumn::purpose),
                    words("basis", "privacy.basis", PersonalColumn::basis),
                    words("retention", "privacy.retention", PersonalColumn::retention),
                    new Column<>(
                            "masked",
                            "privacy.masked",
                            Column.Kind.WORD,
                            false,
                            true,
                            (row, texts) -> Cell.of(
                                    texts.get("privacy.masked." + row.masked().name()))),
                    new Column<>("erasure", "privacy.erasure", Column.Kind.LONG, false, true, (row, texts) -> {
                        String what =
                                texts.get("privacy.erasure." + row.erasure().name());
                        PersonalColumn.Words reason = row.reason();
                        return Cell.of(
                                reason == null
                                        ? what
                                        : what + texts.get("privacy.because") + reason.in(texts.english()));
                    })),
            List.of(new Filter("data", "privacy.find", Filter.Kind.TEXT, List.of())),
            "privacy.empty",
            null,
            null);

    private final PersonalDataRegister register;

    PersonalColumnTable(PersonalDataRegister register) {
        this.register = register;
    }

    private static Column<PersonalColumn> words(
            String name, String key, Function<PersonalColumn, PersonalColumn.Words> words) {
        return new Column<>(
                name,
                key,
                Column.Kind.LONG,
                false,
                true,
                (row, texts) -> Cell.of(words.apply(row).in(texts.english())));
    }

    @Override
    public long count(TableQuery query, long most) {
        return Math.min(most, matching(query).size());
    }

    @Override
    public List<PersonalColumn> rows(TableQuery query, int limit, long offset) {
        return matching(query).stream().skip(offset).limit(limit).toList();
    }

    @Override
    public void each(TableQuery query, int most, Consumer<PersonalColumn> row) {
        matching(query).stream().limit(most).forEach(row);
    }

    private List<PersonalColumn> matching(TableQuery query) {
        String text = query.value("data");
        List<PersonalColumn> found = new ArrayList<>();
        for (PersonalColumn column : register.columns()) {
            if (text == null || column.toString().contains(text)) {
                found.add(column);
            }
        }
        return found;
    }
}
