package org.raceway.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Looks at an exported file, line by line. */
final class FileVerifier {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final Map<Long, Head> noted = new HashMap<>();
    private long links;
    private long unsealed;
    private long gaps;
    private long first;
    private long last;
    private @Nullable String digest;

    /** With heads that were noted elsewhere. */
    FileVerifier(Iterable<Head> published) {
        published.forEach(head -> noted.put(head.number(), head));
    }

    Verification verify(Reader file) throws IOException {
        BufferedReader lines = new BufferedReader(file);
        long place = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            place++;
            if (line.isBlank()) {
                continue;
            }
            Damage damage;
            try {
                damage = look(JSON.readValue(line, OBJECT));
            } catch (JacksonException | IllegalArgumentException | ClassCastException | NullPointerException e) {
                damage = new Damage(
                        Damage.Kind.UNREADABLE,
                        place,
                        String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            }
            if (damage != null) {
                return new Verification(links, unsealed, gaps, first, last, digest, damage);
            }
        }
        return new Verification(links, unsealed, gaps, first, last, digest, null);
    }

    private @Nullable Damage look(Map<String, Object> line) {
        Map<?, ?> link = (Map<?, ?>) Objects.requireNonNull(line.get("link"), "no link");
        Map<?, ?> entry = (Map<?, ?>) Objects.requireNonNull(link.get("entry"), "no entry");
        Origin origin = origin((Map<?, ?>) line.get("origin"));
        String stated = (String) line.get("digest");
        if (stated == null) {
            unsealed++;
            return origin == null || origin.is((String) entry.get("origin"))
                    ? null
                    : new Damage(Damage.Kind.ORIGIN_CHANGED, 0, text(entry, "id"));
        }
        long number = ((Number) Objects.requireNonNull(link.get("number"), "no number")).longValue();
        Map<String, Object> named = new HashMap<>();
        link.forEach((name, value) -> named.put((String) name, value));
        if (!CanonicalDigest.of(text(link, "algorithm"), named).equals(stated)) {
            return new Damage(Damage.Kind.CHANGED, number, text(entry, "id"));
        }
        boolean follows = links > 0 && number == last + 1;
        if (number <= last || (follows && !Objects.equals(link.get("previous"), digest))) {
            return new Damage(Damage.Kind.CHANGED, number, text(entry, "id"));
        }
        if (links > 0 && !follows) {
            gaps++;
        }
        Head head = noted.get(number);
        if (head != null && !head.digest().equals(stated)) {
            return new Damage(Damage.Kind.HEAD_GONE, number, head.digest());
        }
        if (origin != null && !origin.is((String) entry.get("origin"))) {
            return new Damage(Damage.Kind.ORIGIN_CHANGED, number, text(entry, "id"));
        }
        first = links == 0 ? number : first;
        links++;
        last = number;
        digest = stated;
        return null;
    }

    private static @Nullable Origin origin(@Nullable Map<?, ?> its) {
        return its == null
                ? null
                : new Origin(text(its, "salt"), (String) its.get("address"), (String) its.get("userAgent"));
    }

    private static String text(Map<?, ?> members, String name) {
        return (String) Objects.requireNonNull(members.get(name), name + " is missing");
    }
}
