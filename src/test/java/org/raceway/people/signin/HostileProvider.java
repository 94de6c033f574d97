package org.raceway.people.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.raceway.TestProviders;
import tools.jackson.databind.json.JsonMapper;

/** An identity provider that says what a test wants it to. */
final class HostileProvider implements AutoCloseable {
    private final String issuer;
    private final HttpServer server;
    private final ECKey key = key("published");
    private final ECKey stranger = key("published");
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    final Queue<Map<String, String>> exchanges = new ConcurrentLinkedQueue<>();
    final Queue<String> authorizations = new ConcurrentLinkedQueue<>();
    final Queue<String> asked = new ConcurrentLinkedQueue<>();
    volatile UnaryOperator<Map<String, Object>> description = said -> said;
    volatile int tokenStatus = 200;
    volatile Duration delay = Duration.ZERO;

    HostileProvider(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        issuer = "http://localhost:" + server.getAddress().getPort();
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** How a token is signed. */
    enum Signature {
        RIGHT,
        STRANGERS,
        NONE,
        SHARED_SECRET
    }

    String issuer() {
        return issuer;
    }

    /** A code for which the token endpoint gives an ID token once. */
    String code(UnaryOperator<JWTClaimsSet.Builder> change, Signature signature, String subject, String nonce) {
        Instant now = Instant.now();
        JWTClaimsSet claims = change.apply(new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .subject(subject)
                        .audience(TestProviders.CLIENT)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(300)))
                        .claim("nonce", nonce)
                        .claim("email", subject + "@example.com"))
                .build();
        String code = UUID.randomUUID().toString();
        tokens.put(code, sign(claims, signature));
        return code;
    }

    private String sign(JWTClaimsSet claims, Signature signature) {
        try {
            return switch (signature) {
                case RIGHT -> sign(claims, JWSAlgorithm.ES256, new ECDSASigner(key));
                case STRANGERS -> sign(claims, JWSAlgorithm.ES256, new ECDSASigner(stranger));
                case SHARED_SECRET -> sign(claims, JWSAlgorithm.HS256, new MACSigner(TestProviders.SECRET));
                case NONE -> new PlainJWT(claims).serialize();
            };
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private String sign(JWTClaimsSet claims, JWSAlgorithm algorithm, JWSSigner signer) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims);
        token.sign(signer);
        return token.serialize();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        switch (path) {
            case "/.well-known/openid-configuration" -> send(exchange, 200, description.apply(described()));
            case "/keys" ->
                send(exchange, 200, Map.of("keys", List.of(key.toPublicJWK().toJSONObject())));
            case "/token" -> token(exchange);
            default -> send(exchange, 404, Map.of());
        }
    }

    private Map<String, Object> described() {
        return new HashMap<>(Map.of(
                "issuer",
                issuer,
                "authorization_endpoint",
                issuer + "/authorize",
                "token_endpoint",
                issuer + "/token",
                "jwks_uri",
                issuer + "/keys",
                "response_types_supported",
                List.of("code"),
                "subject_types_supported",
                List.of("public"),
                "id_token_signing_alg_values_supported",
                List.of("ES256")));
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        exchanges.add(form);
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        String token = tokens.remove(form.getOrDefault("code", ""));
        if (tokenStatus != 200) {
            send(exchange, tokenStatus, Map.of());
        } else if (token == null) {
            send(exchange, 400, Map.of("error", "invalid_grant"));
        } else {
            send(
                    exchange,
                    200,
                    Map.of("access_token", "none", "token_type", "Bearer", "expires_in", 60, "id_token", token));
        }
    }

    static Map<String, String> form(String text) {
        return Arrays.stream(text.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(field -> decode(field[0]), field -> decode(field[1])));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        byte[] bytes = JsonMapper.shared().writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
