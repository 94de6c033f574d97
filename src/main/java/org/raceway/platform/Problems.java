package org.raceway.platform;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes problems as {@code application/problem+json} (RFC 9457) in the caller's language, and as a page to a person's browser. Members beside the standard's own:
 * {@code code}, {@code blame} (caller, platform, capacity), {@code requestId}. Security's refusals are written here too.
 */
@Component
public final class Problems implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final int ROOM_IN_PACKAGE = 2;

    private final LocaleResolver locales;
    private final JsonMapper json;
    private final ObjectProvider<Pages> pages;

    Problems(LocaleResolver locales, JsonMapper json, ObjectProvider<Pages> pages) {
        this.locales = locales;
        this.json = json;
        this.pages = pages;
    }

    /** Answers the request with the problem, unless an answer has already begun. */
    public void write(
            HttpServletRequest request,
            HttpServletResponse response,
            Problem problem,
            Map<String, Object> members,
            @Nullable Object... arguments)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(problem.status());
        if (problem.retrySeconds() > 0) {
            response.setHeader("Retry-After", String.valueOf(problem.retrySeconds()));
        }
        if (wantsPage(request)) {
            Locale locale = locales.resolveLocale(request);
            pages.getObject().render("error", body(request, problem, members, locale, arguments), request, response);
            return;
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader("Cache-Control", "no-store");
        Locale locale = locales.resolveLocale(request);
        response.setHeader("Content-Language", locale.toLanguageTag());
        json.writeValue(response.getOutputStream(), body(request, problem, members, locale, arguments));
    }

    /** A browser that shows the answer to a person, as against a machine or a page's script. */
    private static boolean wantsPage(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        String path = path(request);
        return accept != null
                && accept.contains("text/html")
                && !path.startsWith("/api/")
                && !path.startsWith("/epcis/")
                && !path.startsWith("/actuator/");
    }

    /** What was asked for, also after the container has turned to its error page. */
    private static String path(HttpServletRequest request) {
        return String.valueOf(Objects.requireNonNullElse(
                request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI), request.getRequestURI()));
    }

    /** The key of the title; the detail's has {@code .detail} after it. */
    static String textKey(Problem problem) {
        return problem.getClass().getPackageName().split("\\.")[ROOM_IN_PACKAGE] + ".problem." + problem.code();
    }

    private static Map<String, Object> body(
            HttpServletRequest request,
            Problem problem,
            Map<String, Object> members,
            Locale locale,
            @Nullable Object... arguments) {
        Texts texts = Texts.of(locale);
        String key = textKey(problem);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", problem.type());
        body.put("title", texts.get(key));
        body.put("status", problem.status());
        if (texts.has(key + ".detail")) {
            body.put("detail", texts.get(key + ".detail", arguments));
        }
        body.put("instance", path(request));
        body.put("code", problem.code());
        body.put("blame", problem.blame().name().toLowerCase(Locale.ROOT));
        body.put("requestId", RequestIds.of(request));
        body.putAll(members);
        return body;
    }

    /** No or wrong credentials: asks for HTTP Basic. Credentials that can't be checked just now are not wrong ones. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
            throws IOException {
        if (exception instanceof AuthenticationServiceException unchecked) {
            uncheckable(request, response, unchecked);
            return;
        }
        response.setHeader("WWW-Authenticate", "Basic realm=\"Raceway\", charset=\"UTF-8\"");
        write(request, response, PlatformProblem.UNAUTHENTICATED, Map.of());
    }

    /** Credentials could not be checked: the accounts can't be read. */
    public void uncheckable(
            HttpServletRequest request, HttpServletResponse response, AuthenticationServiceException exception)
            throws IOException {
        LOG.error("Nobody can log in: {}", exception.getMessage());
        write(request, response, PlatformProblem.STORAGE_UNAVAILABLE, Map.of());
    }

    /** Not with this role. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException exception)
            throws IOException {
        write(request, response, PlatformProblem.FORBIDDEN, Map.of());
    }
}
