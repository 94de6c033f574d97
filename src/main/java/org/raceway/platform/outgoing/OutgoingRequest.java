package org.raceway.platform.outgoing;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to send.
 *
 * @param address as it was typed
 * @param body sent as UTF-8; absent for GET
 */
public record OutgoingRequest(
        String method,
        String address,
        Map<String, String> headers,
        @Nullable String body) {
    public OutgoingRequest {
        headers = Map.copyOf(headers);
    }

    /** A GET. */
    public static OutgoingRequest get(String address) {
        return new OutgoingRequest("GET", address, Map.of(), null);
    }

    /** A POST. */
    public static OutgoingRequest post(String address, String mediaType, String body) {
        return new OutgoingRequest("POST", address, Map.of("Content-Type", mediaType), body);
    }

    /** With one more header. */
    public OutgoingRequest with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new OutgoingRequest(method, address, more, body);
    }

    /** Without headers and body, and without the address behind the host: tokens stand there. */
    @Override
    public String toString() {
        return method + " " + Addresses.shown(address);
    }
}
