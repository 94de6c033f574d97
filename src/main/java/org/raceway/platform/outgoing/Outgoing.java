package org.raceway.platform.outgoing;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;

/**
 * Sends requests to addresses that people typed. A name is resolved once for each connection, every address of the answer is checked, and the
 * connection goes to one of those, so that a name which changes its mind in between gains nothing. Redirects are not followed; there are no
 * cookies, no proxy, no second try and no unpacking; what an answer may weigh and take is bounded.
 */
public final class Outgoing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outgoing.class);

    private final OutgoingSettings settings;
    private final Addresses addresses;
    private final Resolver resolver;
    private final TlsSocketStrategy tls;
    private final MeterRegistry meters;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("outgoing-deadlines").factory());

    Outgoing(OutgoingSettings settings, MeterRegistry meters) {
        this(settings, meters, InetAddress::getAllByName, DefaultClientTlsStrategy.createDefault());
    }

    Outgoing(OutgoingSettings settings, MeterRegistry meters, Resolver resolver, TlsSocketStrategy tls) {
        this.settings = settings;
        this.meters = meters;
        this.resolver = resolver;
        this.tls = tls;
        addresses = new Addresses(settings);
        Timeout whole = Timeout.of(settings.timeout());
        client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedResolver())
                        .setTlsSocketStrategy(tls)
                        .setMaxConnTotal(settings.atOnce())
                        .setMaxConnPerRoute(settings.atOnce())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                                .setSocketTimeout(whole)
                                .setTimeToLive(1, TimeUnit.MINUTES)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(whole)
                        .setResponseTimeout(whole)
                        .setRedirectsEnabled(false)
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .addExecInterceptorFirst("bounds", this::bounded)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("Raceway")
                .build();
    }

    /**
     * Looks at an address when it is typed, so that its owner learns at once what is wrong with it. It is looked at again whenever it is used.
     *
     * @return the address in its one form
     * @throws ProblemException with an {@link OutgoingProblem}
     */
    public URI check(String address) {
        URI uri = addresses.read(address);
        try {
            resolve(uri.getHost());
        } catch (UnknownHostException e) {
            throw new ProblemException(e, OutgoingProblem.UNKNOWN_HOST, uri.getHost());
        }
        return uri;
    }

    /** Sends a request and waits for its answer. */
    public Outcome send(OutgoingRequest request) {
        Outcome outcome;
        try {
            URI uri = addresses.read(request.address());
            outcome = send(request, uri);
        } catch (ProblemException refused) {
            outcome = new Outcome.Unanswered((OutgoingProblem) refused.problem(), host(refused));
        }
        String word = switch (outcome) {
            case Outcome.Answered answered -> "answered";
            case Outcome.Unanswered none -> none.problem().code();
        };
        meters.counter("raceway.outgoing.requests", "outcome", word).increment();
        return outcome;
    }

    /** The same client for Spring's {@code RestClient}: for protocols that have a library, such as OpenID Connect. */
    public ClientHttpRequestFactory requestFactory() {
        return new HttpComponentsClientHttpRequestFactory(client) {
            @Override
            protected void postProcessHttpRequest(ClassicHttpRequest request) {
                if (request instanceof HttpUriRequestBase message) {
                    // Aborting what has ended does nothing.
                    CompletableFuture.delayedExecutor(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                            .execute(message::abort);
                }
            }
        };
    }

    /**
     * Another client by the same rules, for addresses that the operator has set: it reaches these hosts also where they lie inside, at every
     * port.
     *
     * @param timeout of the whole exchange
     */
    public Outgoing reaching(Set<String> hosts, Duration timeout) {
        List<String> allow = new ArrayList<>(settings.allow());
        allow.addAll(hosts);
        return new Outgoing(
                new OutgoingSettings(
                        settings.http(),
                        settings.ports(),
                        allow,
                        settings.only(),
                        settings.connectTimeout().compareTo(timeout) < 0 ? settings.connectTimeout() : timeout,
                        timeout,
                        settings.answerBytes(),
                        settings.atOnce()),
                meters,
                resolver,
                tls);
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        try {
            client.close();
        } catch (IOException e) {
            LOG.debug("The client did not close", e);
        }
    }

    private Outcome send(OutgoingRequest request, URI uri) {
        HttpUriRequestBase message = new HttpUriRequestBase(request.method(), uri);
        request.headers().forEach(message::setHeader);
        String body = request.body();
        if (body != null) {
            message.setEntity(new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), null));
        }
        String host = uri.getHost();
        AtomicBoolean late = new AtomicBoolean();
        Future<?> deadline = deadlines.schedule(
                () -> {
                    late.set(true);
                    message.abort();
                },
                settings.timeout().toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return client.execute(message, Outgoing::answered);
        } catch (IOException e) {
            LOG.debug("{} was not answered: {}", request, e.toString());
            return new Outcome.Unanswered(late.get() ? OutgoingProblem.TIMEOUT : problem(e), host);
        } finally {
            deadline.cancel(false);
        }
    }

    private static Outcome answered(ClassicHttpResponse response) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.putIfAbsent(
                    header.getName().toLowerCase(Locale.ROOT), Objects.requireNonNullElse(header.getValue(), ""));
        }
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new Outcome.Answered(response.getCode(), headers, "");
        }
        try (InputStream input = entity.getContent()) {
            return new Outcome.Answered(
                    response.getCode(), headers, new String(input.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static OutgoingProblem problem(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case RefusedException refused -> {
                    return refused.problem();
                }
                case TooLargeException large -> {
                    return OutgoingProblem.ANSWER_TOO_LARGE;
                }
                case UnknownHostException unknown -> {
                    return OutgoingProblem.UNKNOWN_HOST;
                }
                case SSLException untrusted -> {
                    return OutgoingProblem.UNTRUSTED;
                }
                case InterruptedIOException late -> {
                    return OutgoingProblem.TIMEOUT;
                }
                default -> {
                    // Its cause may say more.
                }
            }
        }
        return OutgoingProblem.UNREACHABLE;
    }

    /** On every request of this client, whoever made it. */
    private ClassicHttpResponse bounded(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        try {
            addresses.read(scope.originalRequest.getUri().toString());
        } catch (ProblemException refused) {
            throw new RefusedException(refused);
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        ClassicHttpResponse response = chain.proceed(request, scope);
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            response.setEntity(new BoundedEntity(entity, settings.answerBytes().toBytes()));
        }
        return response;
    }

    private InetAddress[] resolve(String host) throws UnknownHostException {
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        InetAddress[] resolved = resolver.resolve(name);
        if (resolved.length == 0) {
            throw new UnknownHostException(host);
        }
        return addresses.check(host, resolved);
    }

    private static String host(ProblemException refused) {
        @Nullable Object[] arguments = refused.arguments();
        return arguments.length == 0 ? "" : String.valueOf(arguments[0]);
    }

    /** Turns a name into its addresses. */
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** What the client connects by: it is asked once for each connection. */
    private final class CheckedResolver implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            try {
                return Outgoing.this.resolve(host);
            } catch (ProblemException refused) {
                throw new RefusedException(refused);
            }
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    /** A refusal on its way through a client that knows only input and output. */
    private static final class RefusedException extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        private final OutgoingProblem problem;

        RefusedException(ProblemException refused) {
            super(refused.getMessage());
            initCause(refused);
            problem = (OutgoingProblem) refused.problem();
        }

        OutgoingProblem problem() {
            return problem;
        }
    }

    private static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException() {
            super("the answer is larger than raceway.outgoing.answer-bytes");
        }
    }

    private static final class BoundedEntity extends HttpEntityWrapper {
        private final long limit;

        BoundedEntity(HttpEntity entity, long limit) {
            super(entity);
            this.limit = limit;
        }

        @Override
        public InputStream getContent() throws IOException {
            if (getContentLength() > limit) {
                throw new TooLargeException();
            }
            return new BoundedStream(super.getContent(), limit);
        }
    }

    private static final class BoundedStream extends FilterInputStream {
        private long left;

        BoundedStream(InputStream input, long limit) {
            super(input);
            left = limit;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            left -= Math.max(read, 0);
            if (left < 0) {
                throw new TooLargeException();
            }
            return read;
        }
    }
}
