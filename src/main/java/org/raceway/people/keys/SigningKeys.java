package org.raceway.people.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The keys that sign access tokens: ES256, in {@value #FILE} in the data folder, which only its owner can read. A new one takes over
 * every {@link #ROTATION}; the one before stays published for a day, far longer than a token lives. Where
 * {@code raceway.oauth.signing-keys} names a JWK set of one's own, which several processes need, the first key of that signs, all are
 * published, and nothing is rotated here.
 */
@Component
class SigningKeys {
    static final String FILE = "oauth-signing-keys.json";
    static final Duration ROTATION = Duration.ofDays(30);
    static final Duration OVERLAP = Duration.ofDays(1);

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path file;
    private final boolean ours;
    private final Clock clock;
    private volatile List<JWK> keys;

    SigningKeys(
            @Value("${raceway.home}") Path home, @Value("${raceway.oauth.signing-keys:}") String given, Clock clock) {
        this.ours = given.isBlank();
        this.file = ours ? home.resolve(FILE) : Path.of(given);
        this.clock = clock;
        this.keys = ours && !Files.exists(file) ? List.of() : read();
        if (!ours && keys.isEmpty()) {
            throw new IllegalStateException("no key in " + file);
        }
    }

    /** All that a token may be signed with, the one that signs first. */
    JWKSource<SecurityContext> published() {
        return (selector, context) -> selector.select(new JWKSet(current()));
    }

    /** The one that signs. */
    JWKSource<SecurityContext> signing() {
        return (selector, context) -> selector.select(new JWKSet(current().getFirst()));
    }

    /** How many are published. */
    int count() {
        return current().size();
    }

    private List<JWK> current() {
        List<JWK> known = keys;
        return ours && isDue(known, clock.instant()) ? rotate() : known;
    }

    private static boolean isDue(List<JWK> keys, Instant now) {
        return keys.isEmpty()
                || !now.isBefore(madeAt(keys.getFirst()).plus(ROTATION))
                || (keys.size() > 1 && !now.isBefore(madeAt(keys.getFirst()).plus(OVERLAP)));
    }

    private static Instant madeAt(JWK key) {
        Date at = key.getIssueTime();
        return at == null ? Instant.EPOCH : at.toInstant();
    }

    private synchronized List<JWK> rotate() {
        Instant now = clock.instant();
        if (!isDue(keys, now)) {
            return keys;
        }
        List<JWK> next = new ArrayList<>();
        if (keys.isEmpty() || !now.isBefore(madeAt(keys.getFirst()).plus(ROTATION))) {
            next.add(generate(now));
            keys.stream().limit(1).forEach(next::add);
        } else {
            next.add(keys.getFirst());
        }
        write(next);
        keys = List.copyOf(next);
        return keys;
    }

    private static JWK generate(Instant now) {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(com.nimbusds.jose.JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .issueTime(Date.from(now))
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
    }

    private List<JWK> read() {
        try {
            List<JWK> read = JWKSet.parse(Files.readString(file)).getKeys();
            if (!read.stream().allMatch(key -> key instanceof ECKey ec && ec.isPrivate() && key.getKeyID() != null)) {
                throw new IllegalStateException(file + " holds something else than private P-256 keys with ids");
            }
            return List.copyOf(read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParseException e) {
            throw new IllegalStateException(file + " is no JWK set", e);
        }
    }

    private void write(List<JWK> all) {
        Path whole = file.resolveSibling(FILE + ".new");
        try {
            Files.createDirectories(whole.toAbsolutePath().getParent());
            Files.deleteIfExists(whole);
            Files.createFile(whole, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.writeString(whole, new JWKSet(all).toString(false));
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
