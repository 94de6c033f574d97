package org.raceway.platform.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.raceway.platform.crypto.CryptoSuite;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys of what is sealed: the first one seals, all open. */
final class SecretKeys {
    private static final Logger LOG = LoggerFactory.getLogger(SecretKeys.class);
    private static final int BYTES = 32;
    private static final int ID_BYTES = 4;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final List<Key> keys;

    private SecretKeys(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    static SecretKeys of(SecretSettings settings, Path home) {
        if (!settings.keys().isEmpty()) {
            return new SecretKeys(read(
                    "raceway.secrets.keys", List.of(settings.keys().reveal().split(","))));
        }
        Path file = home.toAbsolutePath().resolve("secrets.key");
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            protect(file);
            return new SecretKeys(read(file.toString(), Files.readAllLines(file, StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException("The key file " + file + " can't be used: " + e, e);
        }
    }

    Key current() {
        return keys.getFirst();
    }

    /** The key with this id; there is none when it was thrown away before everything was sealed anew. */
    Key byId(String id) {
        return keys.stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new UnopenableException(
                        "it was sealed with the key " + id + ", which is not among those of this" + " installation"));
    }

    private static List<Key> read(String where, List<String> lines) {
        List<Key> keys = new ArrayList<>();
        for (String line : lines) {
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            byte[] bytes;
            try {
                bytes = Base64.getDecoder().decode(text);
            } catch (IllegalArgumentException e) {
                bytes = new byte[0];
            }
            if (bytes.length != BYTES) {
                // Not the line itself: it may be a key with a slip in it.
                throw new IllegalStateException(
                        where + ": key " + (keys.size() + 1) + " is not " + BYTES + " bytes in Base64");
            }
            keys.add(new Key(bytes));
        }
        if (keys.isEmpty()) {
            throw new IllegalStateException(where + " holds no key");
        }
        return keys;
    }

    /** Whole or not at all, and never readable by others, not even for a moment. */
    private static void make(Path file) throws IOException {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        String content = """
                # Opens what Raceway keeps sealed in its database. Keep a copy apart from copies of the database.
                # To change it, put a new line before: openssl rand -base64 32
                %s
                """.formatted(Base64.getEncoder().encodeToString(key));
        Files.createDirectories(file.getParent());
        Path begun = Files.createTempFile(file.getParent(), "secrets", ".new"); // 0600
        try {
            try (FileChannel channel = FileChannel.open(begun, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.US_ASCII)));
                channel.force(true);
            }
            Files.move(begun, file, StandardCopyOption.ATOMIC_MOVE);
            LOG.info("A key for what is kept sealed was made: {}. Keep a copy apart from copies of the database", file);
        } catch (FileAlreadyExistsException e) {
            LOG.debug("Another process has made the key file", e);
        } finally {
            Files.deleteIfExists(begun);
        }
    }

    private static void protect(Path file) throws IOException {
        if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
            return;
        }
        Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        permissions.removeAll(OWNER_ONLY);
        if (!permissions.isEmpty()) {
            LOG.warn("{} could be read by others; now only by its owner", file);
            Files.setPosixFilePermissions(file, OWNER_ONLY);
        }
    }

    /** A key, and the id by which what it sealed names it. */
    static final class Key {
        private final byte[] bytes;
        private final String id;

        Key(byte[] bytes) {
            this.bytes = bytes.clone();
            byte[] digest =
                    CryptoSuite.STANDARD.digests().digest("raceway key id".getBytes(StandardCharsets.US_ASCII), bytes);
            id = HexFormat.of().formatHex(digest, 0, ID_BYTES);
        }

        String id() {
            return id;
        }

        /** A key of its own for each cipher. */
        byte[] forCipher(String cipher, int length) {
            byte[] derived = CryptoSuite.STANDARD
                    .digests()
                    .digest(bytes, ("raceway " + cipher).getBytes(StandardCharsets.US_ASCII), new byte[] {1});
            return Arrays.copyOf(derived, length);
        }

        @Override
        public String toString() {
            return "key " + id;
        }
    }
}
