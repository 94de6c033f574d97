package org.raceway.traceability.epcis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One event's JSON, held while the event is checked: only then is it known of which type the event is. */
sealed interface JsonValue {

    record Text(String value) implements JsonValue {}

    /** A number as its characters stood, so that {@code 20.0} stays {@code 20.0} and no exponent is ever expanded. */
    record Numeral(String characters) implements JsonValue {}

    enum Constant implements JsonValue {
        TRUE,
        FALSE,
        NULL
    }

    record Array(List<JsonValue> items) implements JsonValue {}

    /** An object. Order is kept; equality does not look at it. */
    final class Fields implements JsonValue {
        private static final int SMALL = 24;
        private String[] names = new String[12];
        private JsonValue[] values = new JsonValue[12];
        private int size;

        void add(String name, JsonValue value) {
            if (size == names.length) {
                names = Arrays.copyOf(names, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            names[size] = name;
            values[size++] = value;
        }

        int size() {
            return size;
        }

        String name(int index) {
            return names[index];
        }

        JsonValue value(int index) {
            return values[index];
        }

        @Nullable
        JsonValue get(String name) {
            for (int i = 0; i < size; i++) {
                if (names[i].equals(name)) {
                    return values[i];
                }
            }
            return null;
        }

        /** A name that stands twice, if any does. */
        @Nullable
        String duplicate() {
            if (size <= SMALL) {
                for (int i = 1; i < size; i++) {
                    for (int j = 0; j < i; j++) {
                        if (names[i].equals(names[j])) {
                            return names[i];
                        }
                    }
                }
                return null;
            }
            Set<String> seen = HashSet.newHashSet(size);
            for (int i = 0; i < size; i++) {
                if (!seen.add(names[i])) {
                    return names[i];
                }
            }
            return null;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (!(other instanceof Fields fields) || fields.size != size) {
                return false;
            }
            for (int i = 0; i < size; i++) {
                if (!values[i].equals(fields.get(names[i]))) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public int hashCode() {
            int hash = 0;
            for (int i = 0; i < size; i++) {
                hash += names[i].hashCode() ^ values[i].hashCode();
            }
            return hash;
        }

        @Override
        public String toString() {
            List<String> fields = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                fields.add(names[i] + "=" + values[i]);
            }
            return fields.toString();
        }
    }
}
