package org.raceway.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Addresses of static files that change when the file does. */
final class Assets {
    private static final Map<String, String> ADDRESSES = new ConcurrentHashMap<>();

    private Assets() {}

    static String address(String file) {
        return ADDRESSES.computeIfAbsent(file, Assets::compute);
    }

    private static String compute(String file) {
        try (InputStream stream = Assets.class.getResourceAsStream("/static/assets/" + file)) {
            if (stream == null) {
                throw new IllegalArgumentException("no asset " + file);
            }
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(stream.readAllBytes());
            return "/assets/" + file + "?v=" + HexFormat.of().formatHex(digest, 0, 5);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
