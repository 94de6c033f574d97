package org.raceway.traceability;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Signs where a page ended, together with the query that it is a page of. Outlives a restart. */
@Component
final class PageTokens {
    private static final int PLACE_BYTES = 8 + 16 + 4;
    private static final int SIGNATURE_BYTES = 16;
    private static final int SECRET_BYTES = 32;

    private final JdbcClient jdbc;
    private volatile byte @Nullable [] secret;

    PageTokens(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Where a page ended.
     *
     * @param microseconds the last event's time since 1970, where the order is by event time
     * @param event the last event's key
     * @param remaining events that may still be given; negative for no limit
     */
    record Place(long microseconds, UUID event, int remaining) {}

    /** Makes the secret where there is none yet; signing then only reads. */
    void prepare() {
        secret();
    }

    String sign(Place place, String query) {
        byte[] bytes = ByteBuffer.allocate(PLACE_BYTES)
                .putLong(place.microseconds())
                .putLong(place.event().getMostSignificantBits())
                .putLong(place.event().getLeastSignificantBits())
                .putInt(place.remaining())
                .array();
        byte[] token = Arrays.copyOf(bytes, PLACE_BYTES + SIGNATURE_BYTES);
        System.arraycopy(signature(bytes, query), 0, token, PLACE_BYTES, SIGNATURE_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /**
     * Reads a token.
     *
     * @throws CaptureRefusedException if it is not one that was signed for this query
     */
    Place read(String token, String query) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            throw new CaptureRefusedException(e, CaptureProblem.BAD_PAGE_TOKEN);
        }
        if (bytes.length != PLACE_BYTES + SIGNATURE_BYTES) {
            throw new CaptureRefusedException(CaptureProblem.BAD_PAGE_TOKEN);
        }
        byte[] place = Arrays.copyOf(bytes, PLACE_BYTES);
        byte[] expected = signature(place, query);
        if (!MessageDigest.isEqual(expected, Arrays.copyOfRange(bytes, PLACE_BYTES, bytes.length))) {
            throw new CaptureRefusedException(CaptureProblem.BAD_PAGE_TOKEN);
        }
        ByteBuffer buffer = ByteBuffer.wrap(place);
        return new Place(buffer.getLong(), new UUID(buffer.getLong(), buffer.getLong()), buffer.getInt());
    }

    private byte[] signature(byte[] place, String query) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret(), "HmacSHA256"));
            mac.update(place);
            return Arrays.copyOf(mac.doFinal(query.getBytes(StandardCharsets.UTF_8)), SIGNATURE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    private byte[] secret() {
        byte[] known = secret;
        if (known == null) {
            byte[] fresh = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(fresh);
            // Whichever process comes first decides.
            jdbc.sql("insert into page_token_secret (single, secret) values (true, ?) on conflict do nothing")
                    .param(fresh)
                    .update();
            known = jdbc.sql("select secret from page_token_secret")
                    .query(byte[].class)
                    .single();
            secret = known;
        }
        return known;
    }
}
