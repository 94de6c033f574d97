package org.raceway.platform;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.view.UrlBasedViewResolver;
import org.springframework.web.util.WebUtils;

/**
 * Renders the templates that the build compiled. A controller returns a template's name without its ending and a model
 * that holds the template's parameters; {@code page} is added here.
 */
@Component
final class Pages implements ViewResolver, Ordered {
    /** Shown also when the database is gone: it asks for nothing. */
    private static final String ERROR = "error";

    private final TemplateEngine templates;
    private final Languages languages;
    private final List<Room> rooms;
    private final ObjectProvider<Waiting.Source> waiting;

    Pages(Languages languages, ObjectProvider<Room> rooms, ObjectProvider<Waiting.Source> waiting) {
        this.templates = TemplateEngine.createPrecompiled(
                null, ContentType.Html, Pages.class.getClassLoader(), "org.raceway.pages");
        this.languages = languages;
        this.waiting = waiting;
        this.rooms = rooms.stream()
                .sorted(Comparator.comparing(Room::section).thenComparingInt(Room::order))
                .toList();
    }

    @Override
    public @Nullable View resolveViewName(String name, Locale locale) {
        // Asked for a name that has none, the engine searches the whole class path.
        boolean elsewhere = name.startsWith(UrlBasedViewResolver.REDIRECT_URL_PREFIX)
                || name.startsWith(UrlBasedViewResolver.FORWARD_URL_PREFIX);
        return !elsewhere && templates.hasTemplate(name + ".jte") ? new PageView(name) : null;
    }

    @Override
    public int getOrder() {
        return 0;
    }

    /** Answers with a page; {@code name} without its ending. */
    void render(String name, Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Map<String, Object> parameters = new HashMap<>(model);
        parameters.put("page", page(request, !name.equals(ERROR) && !name.startsWith("part/")));
        // Rendered whole before the first byte leaves, so that a failing template still gives a clean error page.
        Utf8ByteOutput output = new Utf8ByteOutput();
        templates.render(name + ".jte", parameters, output);
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(output.getContentLength());
        output.writeTo(response.getOutputStream());
    }

    private Page page(HttpServletRequest request, boolean framed) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        Visitor visitor =
                authentication != null && authentication.getPrincipal() instanceof Visitor somebody ? somebody : null;
        Cookie theme = WebUtils.getCookie(request, "raceway-theme");
        Cookie folded = WebUtils.getCookie(request, "raceway-folded");
        // Reading the token opens a session, which a public page must not cost.
        CsrfToken csrf = visitor == null && !hasForm(request.getRequestURI())
                ? null
                : (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        String query = request.getQueryString();
        return new Page(
                Texts.of(languages.resolveLocale(request)),
                request.getRequestURI(),
                query == null ? "" : query,
                visitor == null
                        ? List.of()
                        : rooms.stream().filter(room -> room.admits(visitor)).toList(),
                visitor,
                csrf == null ? "_csrf" : csrf.getParameterName(),
                csrf == null ? "" : csrf.getToken(),
                theme != null && theme.getValue().equals("dark"),
                folded == null
                        ? Set.of()
                        : Set.copyOf(List.of(folded.getValue().split("\\.", Section.values().length + 1))),
                visitor == null || !framed ? null : waiting(visitor));
    }

    /** Nothing where it can't be read: a page does without. */
    private @Nullable Waiting waiting(Visitor visitor) {
        Waiting.Source source = waiting.getIfAvailable();
        try {
            return source == null ? null : source.waiting(visitor);
        } catch (DataAccessException e) {
            return null;
        }
    }

    /** The pages with a form for who has not signed in. */
    private static boolean hasForm(String path) {
        return path.startsWith("/login")
                || path.startsWith("/signup")
                || path.startsWith("/invitation/")
                || path.startsWith("/scanned");
    }

    private final class PageView implements View {
        private final String template;

        PageView(String template) {
            this.template = template;
        }

        @Override
        public String getContentType() {
            return "text/html;charset=UTF-8";
        }

        @Override
        public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
                throws Exception {
            Pages.this.render(template, model == null ? Map.of() : model, request, response);
        }
    }
}
