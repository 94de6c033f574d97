package org.raceway.platform.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.IDN;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.raceway.platform.Problem;
import org.raceway.platform.ProblemException;
import org.springframework.http.HttpMethod;
import org.springframework.util.unit.DataSize;

class OutgoingTests {
    private static final String PUBLIC = "93.184.215.14";

    private final HttpServer server;
    private final AtomicInteger reached = new AtomicInteger();
    private final Queue<String> answers = new ConcurrentLinkedQueue<>();

    OutgoingTests() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void serve() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            reached.incrementAndGet();
            byte[] echo = (exchange.getRequestMethod() + " "
                            + exchange.getRequestHeaders().getFirst("Host") + " "
                            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, echo.length);
            exchange.getResponseBody().write(echo);
            exchange.close();
        });
        server.createContext("/redirect", exchange -> {
            exchange.getResponseHeaders().set("Location", "/");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/large", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream output = exchange.getResponseBody()) {
                for (int i = 0; i < 1_000; i++) {
                    output.write(new byte[1_024]);
                }
            }
        });
        server.createContext("/drip", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream output = exchange.getResponseBody()) {
                for (int i = 0; i < 100; i++) {
                    output.write('.');
                    output.flush();
                    Thread.sleep(100);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.100.100.200",
                "127.0.0.1",
                "127.9.9.9",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "168.63.129.16",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::ffff:8.8.8.8",
                "::10.0.0.1",
                "fe80::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "64:ff9b::a00:1",
                "64:ff9b::808:808",
                "64:ff9b:1::1",
                "2002:a00:1::",
                "2001:0:4136:e378::1",
                "2001:db8::1",
                "3fff::1",
                "100::1",
                "5f00::1"
            })
    void refusesWhatLiesInside(String literal) throws UnknownHostException {
        InetAddress address = InetAddress.getByName(literal);
        // Java turns a mapped address into the IPv4 one: 8.8.8.8 written so is 8.8.8.8.
        boolean mappedPublic = literal.equals("::ffff:8.8.8.8");
        assertThat(Addresses.isInside(address)).isEqualTo(!mappedPublic);
        try (Outgoing outgoing = outgoing(settings(List.of(), List.of()), address)) {
            if (!mappedPublic) {
                assertThat(problem(outgoing, "https://hook.example.com/")).isEqualTo(OutgoingProblem.FORBIDDEN_HOST);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PUBLIC,
                "8.8.8.8",
                "172.15.255.255",
                "172.32.0.0",
                "100.63.255.255",
                "2606:4700::1111",
                "2400:3200::1"
            })
    void letsTheWorldBeReached(String literal) throws UnknownHostException {
        assertThat(Addresses.isInside(InetAddress.getByName(literal))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://a.example.com/,NOT_SECURE",
        "http://a.example.com/,NOT_SECURE",
        "file:///etc/passwd,MALFORMED",
        "a.example.com,MALFORMED",
        "https:///path,MALFORMED",
        "https://user:secret@a.example.com/,MALFORMED",
        "https://a.example.com@10.0.0.1/,MALFORMED",
        "https://2130706433/,MALFORMED",
        "https://0x7f.1/,MALFORMED",
        "https://0177.0.0.1/,MALFORMED",
        "https://127.1/,MALFORMED",
        "https://a.example.com:22/,FORBIDDEN_PORT",
        "'https://a.example.com/\r\nHost: b',MALFORMED"
    })
    void refusesWhatIsNoAddressOfTheWeb(String address, OutgoingProblem expected) throws UnknownHostException {
        try (Outgoing outgoing = outgoing(settings(List.of(), List.of()), InetAddress.getByName(PUBLIC))) {
            assertThat(problem(outgoing, address)).isEqualTo(expected);
            assertThat(outgoing.send(OutgoingRequest.get(address)))
                    .isInstanceOfSatisfying(
                            Outcome.Unanswered.class,
                            none -> assertThat(none.problem()).isEqualTo(expected));
        }
    }

    @Test
    void takesAChineseName() throws UnknownHostException {
        try (Outgoing outgoing = outgoing(settings(List.of(), List.of()), InetAddress.getByName(PUBLIC))) {
            assertThat(outgoing.check(" https://轴承.example.com/a?b=c ").toString())
                    .isEqualTo("https://xn--x4q19t.example.com/a?b=c".replace("xn--x4q19t", IDN.toASCII("轴承")));
        }
    }

    @Test
    void refusesANameOfWhichOnlyOneAddressLiesInside() throws UnknownHostException {
        InetAddress[] both = {InetAddress.getByName(PUBLIC), InetAddress.getByName("10.0.0.1")};
        try (Outgoing outgoing = new Outgoing(
                settings(List.of(), List.of()),
                new SimpleMeterRegistry(),
                host -> both,
                DefaultClientTlsStrategy.createDefault())) {
            assertThat(problem(outgoing, "https://hook.example.com/")).isEqualTo(OutgoingProblem.FORBIDDEN_HOST);
        }
    }

    @Test
    void looksAtANameAgainWhenItIsUsed() throws UnknownHostException {
        answers.add(PUBLIC);
        answers.add("127.0.0.1");
        AtomicInteger asked = new AtomicInteger();
        OutgoingSettings settings = settings(List.of(), List.of());
        try (Outgoing outgoing = new Outgoing(
                settings,
                new SimpleMeterRegistry(),
                host -> {
                    asked.incrementAndGet();
                    String answer = answers.poll();
                    return new InetAddress[] {InetAddress.getByName(answer == null ? "127.0.0.1" : answer)};
                },
                DefaultClientTlsStrategy.createDefault())) {
            String address = "http://rebinding.example.com:" + port() + "/";
            outgoing.check(address);
            assertThat(outgoing.send(OutgoingRequest.get(address)))
                    .isEqualTo(new Outcome.Unanswered(OutgoingProblem.FORBIDDEN_HOST, "rebinding.example.com"));
            assertThat(asked).hasValue(2);
            assertThat(reached).hasValue(0);
        }
    }

    @Test
    void connectsToTheAddressThatWasCheckedAndAsksOnlyOnce() throws UnknownHostException {
        AtomicInteger asked = new AtomicInteger();
        try (Outgoing outgoing = new Outgoing(
                settings(List.of("127.0.0.0/8"), List.of()),
                new SimpleMeterRegistry(),
                host -> {
                    // Whoever asked a second time would be sent elsewhere.
                    String answer = asked.incrementAndGet() == 1 ? "127.0.0.1" : PUBLIC;
                    return new InetAddress[] {InetAddress.getByName(answer)};
                },
                DefaultClientTlsStrategy.createDefault())) {
            Outcome outcome = outgoing.send(
                    OutgoingRequest.post("http://hook.example.com:" + port() + "/x", "application/json", "{}"));
            assertThat(outcome).isInstanceOfSatisfying(Outcome.Answered.class, answered -> {
                assertThat(answered.succeeded()).isTrue();
                assertThat(answered.body()).isEqualTo("POST hook.example.com:" + port() + " {}");
            });
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void allowsByNameAndNarrowsDown() throws UnknownHostException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (Outgoing outgoing = outgoing(settings(List.of(".example.com"), List.of()), loopback)) {
            assertThat(outgoing.check("http://a.b.example.com:" + port() + "/")).isNotNull();
            assertThat(problem(outgoing, "http://example.org/")).isEqualTo(OutgoingProblem.FORBIDDEN_HOST);
            assertThat(problem(outgoing, "http://badexample.com/")).isEqualTo(OutgoingProblem.FORBIDDEN_HOST);
        }
        try (Outgoing outgoing =
                outgoing(settings(List.of(), List.of("qyapi.weixin.qq.com")), InetAddress.getByName(PUBLIC))) {
            assertThat(outgoing.check("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k"))
                    .isNotNull();
            assertThat(problem(outgoing, "https://other.example.com/")).isEqualTo(OutgoingProblem.FORBIDDEN_HOST);
        }
    }

    @Test
    void followsNoRedirect() {
        try (Outgoing outgoing = local()) {
            assertThat(outgoing.send(OutgoingRequest.get(address("/redirect"))))
                    .isInstanceOfSatisfying(Outcome.Answered.class, answered -> {
                        assertThat(answered.status()).isEqualTo(302);
                        assertThat(answered.succeeded()).isFalse();
                        assertThat(answered.headers()).containsEntry("location", "/");
                    });
            assertThat(reached).hasValue(0);
        }
    }

    @Test
    void boundsSizeAndTimeOfAnAnswer() {
        try (Outgoing outgoing = local()) {
            assertThat(outgoing.send(OutgoingRequest.get(address("/large"))))
                    .isEqualTo(new Outcome.Unanswered(OutgoingProblem.ANSWER_TOO_LARGE, "hook.example.com"));
            long start = System.nanoTime();
            assertThat(outgoing.send(OutgoingRequest.get(address("/drip"))))
                    .isEqualTo(new Outcome.Unanswered(OutgoingProblem.TIMEOUT, "hook.example.com"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void saysWhenNobodyAnswersOrTheNameIsUnknown() {
        int closed = port();
        server.stop(0);
        try (Outgoing outgoing = local()) {
            assertThat(outgoing.send(OutgoingRequest.get("http://hook.example.com:" + closed + "/")))
                    .isEqualTo(new Outcome.Unanswered(OutgoingProblem.UNREACHABLE, "hook.example.com"));
        }
        try (Outgoing outgoing = new Outgoing(
                settings(List.of(), List.of()),
                new SimpleMeterRegistry(),
                host -> {
                    throw new UnknownHostException(host);
                },
                DefaultClientTlsStrategy.createDefault())) {
            assertThat(outgoing.send(OutgoingRequest.get("https://nowhere.example.com/")))
                    .isEqualTo(new Outcome.Unanswered(OutgoingProblem.UNKNOWN_HOST, "nowhere.example.com"));
        }
    }

    @Test
    void guardsTheClientThatLibrariesUseAsWell() throws IOException {
        try (Outgoing outgoing = outgoing(settings(List.of(), List.of()), InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> outgoing.requestFactory()
                            .createRequest(URI.create(address("/")), HttpMethod.GET)
                            .execute())
                    .isInstanceOf(IOException.class);
            assertThat(reached).hasValue(0);
        }
    }

    @Test
    void keepsWhatStandsBehindTheHostOutOfTheLog() {
        OutgoingRequest request = OutgoingRequest.get("https://u:p@qyapi.weixin.qq.com/send?key=secret")
                .with("Authorization", "Bearer secret");
        assertThat(request.toString()).isEqualTo("GET https://qyapi.weixin.qq.com");
    }

    private Outgoing local() {
        return outgoing(settings(List.of("hook.example.com"), List.of()), InetAddress.getLoopbackAddress());
    }

    private static Outgoing outgoing(OutgoingSettings settings, InetAddress address) {
        return new Outgoing(
                settings,
                new SimpleMeterRegistry(),
                host -> new InetAddress[] {address},
                DefaultClientTlsStrategy.createDefault());
    }

    private OutgoingSettings settings(List<String> allow, List<String> only) {
        boolean http = !allow.isEmpty() || !only.isEmpty() || !answers.isEmpty();
        return new OutgoingSettings(
                http,
                Set.of(80, 443, port()),
                allow,
                only,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                DataSize.ofKilobytes(100),
                4);
    }

    private static Problem problem(Outgoing outgoing, String address) {
        try {
            outgoing.check(address);
        } catch (ProblemException refused) {
            return refused.problem();
        }
        throw new AssertionError(address + " was taken");
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private String address(String path) {
        return "http://hook.example.com:" + port() + path;
    }
}
