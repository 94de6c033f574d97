package org.raceway.traceability.epcis;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where a reader is (RFC 6901), kept as a stack so that no text is made until something is wrong. */
final class JsonPointer {
    private @Nullable String[] names = new @Nullable String[16];
    private int[] indexes = new int[16];
    private int depth;

    void push(String name) {
        grow();
        names[depth++] = name;
    }

    void push(int index) {
        grow();
        names[depth] = null;
        indexes[depth++] = index;
    }

    void pop() {
        depth--;
    }

    int depth() {
        return depth;
    }

    private void grow() {
        if (depth == indexes.length) {
            names = Arrays.copyOf(names, depth * 2);
            indexes = Arrays.copyOf(indexes, depth * 2);
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            String name = names[i];
            text.append('/');
            if (name == null) {
                text.append(indexes[i]);
            } else {
                String shown = name.length() > 200 ? name.substring(0, 200) : name;
                text.append(shown.replace("~", "~0").replace("/", "~1"));
            }
        }
        return text.toString();
    }
}
