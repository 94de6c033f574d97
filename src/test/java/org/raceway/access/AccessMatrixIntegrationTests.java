package org.raceway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.raceway.RacewayIntegrationTest;
import org.raceway.TestBrowser;
import org.raceway.people.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every endpoint, asked by every role: who comes in is what {@code access-matrix.txt} says, which a person approves. An endpoint
 * that is added, or a rule that is changed or lost, fails here until the matrix says so too. Endpoints with an identifier in their
 * path are asked for another enterprise's thing as well, by everybody who may come in, and must not give or change it.
 */
@RacewayIntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessMatrixIntegrationTests {
    private static final Path APPROVED = Path.of("src/test/resources/access-matrix.txt");
    private static final Path FOUND = Path.of("target/access-matrix.txt");
    private static final Pattern VARIABLE = Pattern.compile(AccessSpecimens.VARIABLE);
    private static final String EVERYBODY = "everybody";
    private static final String MEMBERS = "members";

    private final RequestMappingHandlerMapping routes;
    private final AccessSpecimens specimens;
    private final JsonMapper json;
    private final String base;
    private final Map<Role, Visitor> visitors = new EnumMap<>(Role.class);
    private final Visitor nobody = new Visitor(HttpClient.newHttpClient(), "");

    @Autowired
    AccessMatrixIntegrationTests(
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping routes,
            AccessSpecimens specimens,
            JsonMapper json,
            @LocalServerPort int port) {
        this.routes = routes;
        this.specimens = specimens;
        this.json = json;
        this.base = "http://localhost:" + port;
    }

    @BeforeAll
    void logEverybodyIn() throws Exception {
        specimens.prepare();
        for (Role role : Role.values()) {
            visitors.put(role, logIn(AccessSpecimens.login(role)));
        }
    }

    @AfterAll
    void closeClients() {
        visitors.values().forEach(visitor -> visitor.client().close());
        nobody.client().close();
    }

    @Test
    void admitsWhomTheMatrixSays() throws Exception {
        Map<String, String> found = new TreeMap<>();
        for (Route route : routes()) {
            found.put(route.name(), admitted(route));
        }
        List<String> lines = found.entrySet().stream()
                .map(entry -> entry.getKey() + " | " + entry.getValue())
                .toList();
        Files.createDirectories(FOUND.toAbsolutePath().getParent());
        Files.write(FOUND, lines);
        List<String> approved = Files.readAllLines(APPROVED).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        assertThat(lines)
                .as("who comes in; if a person has approved the change, copy %s to %s", FOUND, APPROVED)
                .containsExactlyElementsOf(approved);
    }

    @Test
    void describesNothingThatHasNoRoute() throws Exception {
        Set<String> known = new TreeSet<>();
        routes().forEach(route -> known.add(shape(route.name())));
        JsonNode paths = json.readTree(visitor(Role.OPERATOR)
                        .send(base, "GET", "/api/openapi.json", null, false)
                        .body())
                .path("paths");
        Set<String> described = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                described.add(shape(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()));
            }
        }
        assertThat(described).isNotEmpty().isSubsetOf(known);
        assertThat(known.stream().filter(name -> name.contains(" /api/v1/")).toList())
                .as("every endpoint of the API is described")
                .allMatch(described::contains);
    }

    @Test
    void givesNobodyAnotherEnterprisesThings() throws Exception {
        List<String> leaks = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (Route route : routes()) {
            if (!route.pattern().contains("{")) {
                continue;
            }
            AccessSpecimens.Specimen specimen = specimens.of(route.method(), route.pattern());
            if (specimen == null) {
                unknown.add(route.name());
            } else if (specimen.foreign() != null) {
                for (Role role : Role.values()) {
                    if (role.scope() != DataScope.CLUSTER) {
                        HttpResponse<String> answer =
                                visitor(role).send(base, route.method(), specimen.foreign(), route.consumes(), false);
                        if (!isRefusal(answer)) {
                            leaks.add(role + " " + route.name() + ": " + answer.statusCode());
                        }
                    }
                }
            }
        }
        assertThat(unknown)
                .as("endpoints with an identifier of which AccessSpecimens knows no example")
                .isEmpty();
        assertThat(leaks).as("another enterprise's things").isEmpty();
    }

    @Test
    void givesEnterprisesTheirOwnThings() throws Exception {
        List<String> refused = new ArrayList<>();
        for (Route route : routes()) {
            AccessSpecimens.Specimen specimen = specimens.of(route.method(), route.pattern());
            if (route.method().equals("GET") && specimen != null && specimen.own() != null) {
                int status = visitor(specimen.reader())
                        .send(base, "GET", specimen.own(), null, false)
                        .statusCode();
                if (status != 200) {
                    refused.add(route.name() + ": " + status);
                }
            }
        }
        assertThat(refused).isEmpty();
    }

    private String admitted(Route route) throws Exception {
        String path =
                VARIABLE.matcher(route.pattern()).replaceAll(UUID.randomUUID().toString());
        path = path.replace("**", "x");
        if (isAdmitted(nobody, route, path)) {
            return EVERYBODY;
        }
        List<String> roles = new ArrayList<>();
        for (Role role : Role.values()) {
            if (isAdmitted(visitor(role), route, path)) {
                roles.add(role.name());
            }
        }
        return roles.size() == Role.values().length ? MEMBERS : String.join(",", roles);
    }

    private boolean isAdmitted(Visitor visitor, Route route, String path) throws Exception {
        HttpResponse<String> answer = visitor.send(base, route.method(), path, route.consumes(), true);
        boolean admitted = answer.headers().firstValue(AccessProbe.HEADER).isPresent();
        assertThat(admitted || isDenied(answer))
                .as("%s answers %s, neither in nor out", route.name(), answer.statusCode())
                .isTrue();
        return admitted;
    }

    private static boolean isDenied(HttpResponse<String> answer) {
        return answer.statusCode() == 401
                || answer.statusCode() == 403
                || (answer.statusCode() == 302
                        && answer.headers().firstValue("Location").orElse("").contains("/login"));
    }

    /** Neither done nor given: refused, unknown, or not understood before anything was looked up. */
    private static boolean isRefusal(HttpResponse<String> answer) {
        return answer.statusCode() >= 400 && answer.statusCode() < 500;
    }

    private List<Route> routes() {
        List<Route> found = new ArrayList<>();
        routes.getHandlerMethods().forEach((mapping, handler) -> {
            if (!handler.getBeanType().getName().startsWith("org.raceway.")) {
                return;
            }
            for (String pattern : patterns(mapping)) {
                if (pattern.equals("/error")) {
                    continue;
                }
                Set<String> methods = new TreeSet<>();
                mapping.getMethodsCondition().getMethods().forEach(method -> methods.add(method.name()));
                for (String method : methods.isEmpty() ? Set.of("GET") : methods) {
                    found.add(new Route(
                            method,
                            pattern,
                            mapping.getConsumesCondition().getConsumableMediaTypes().stream()
                                    .map(Object::toString)
                                    .findFirst()
                                    .orElse(null)));
                }
            }
        });
        found.sort(Comparator.comparing(Route::name));
        return found.stream().distinct().toList();
    }

    private static Set<String> patterns(RequestMappingInfo mapping) {
        PathPatternsRequestCondition condition = mapping.getPathPatternsCondition();
        return condition == null ? Set.of() : condition.getPatternValues();
    }

    private static String shape(String name) {
        return VARIABLE.matcher(name).replaceAll("{}");
    }

    private Visitor visitor(Role role) {
        Visitor visitor = visitors.get(role);
        if (visitor == null) {
            throw new IllegalStateException(role + " is not logged in");
        }
        return visitor;
    }

    private Visitor logIn(String login) {
        TestBrowser browser = new TestBrowser(URI.create(base).getPort(), "matrix");
        browser.signedIn(login, AccessSpecimens.PASSWORD);
        return new Visitor(browser.client(), browser.token());
    }

    private record Route(
            String method, String pattern, @Nullable String consumes) {
        String name() {
            return method + " " + pattern;
        }
    }

    private record Visitor(HttpClient client, String token) {
        HttpResponse<String> send(String base, String method, String path, @Nullable String type, boolean probe)
                throws IOException, InterruptedException {
            boolean form = type != null && type.startsWith("multipart/");
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                    .timeout(Duration.ofSeconds(20))
                    .method(
                            method,
                            method.equals("GET")
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofString(form ? "--matrix--\r\n" : "{}"));
            if (!token.isEmpty()) {
                request.header("X-CSRF-TOKEN", token);
            }
            if (!method.equals("GET")) {
                request.header(
                        "Content-Type", type == null ? "application/json" : form ? type + ";boundary=matrix" : type);
            }
            if (probe) {
                request.header(AccessProbe.HEADER, "yes");
            }
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }
}
