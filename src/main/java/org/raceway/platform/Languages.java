package org.raceway.platform;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.WebUtils;

/**
 * Which language a request is answered in: what {@code ?lang=} asks for, else the cookie that remembers it, else English
 * for a reader whose browser names English before Chinese, else Chinese.
 */
@Component("localeResolver")
final class Languages implements LocaleResolver, HandlerInterceptor {
    private static final String COOKIE = "raceway-language";
    private static final int A_YEAR_IN_SECONDS = 365 * 24 * 3600;

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        String asked = asked(request);
        if (asked == null || asked.isEmpty()) {
            Cookie cookie = WebUtils.getCookie(request, COOKIE);
            asked = cookie == null ? null : cookie.getValue();
        }
        if (asked != null && asked.startsWith("en")) {
            return Locale.ENGLISH;
        }
        if (asked == null && request.getHeader("Accept-Language") != null) {
            for (Locale locale : Collections.list(request.getLocales())) {
                if (locale.getLanguage().equals("zh")) {
                    break;
                }
                if (locale.getLanguage().equals("en")) {
                    return Locale.ENGLISH;
                }
            }
        }
        return Locale.SIMPLIFIED_CHINESE;
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        if (response != null && locale != null) {
            remember(request, response, locale.getLanguage());
        }
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String asked = asked(request);
        if (asked != null && (asked.equals("zh") || asked.equals("en"))) {
            remember(request, response, asked);
        }
        return true;
    }

    /** From the address only: for a parameter the container would read the body, of whomever it is, to its end. */
    private static @Nullable String asked(HttpServletRequest request) {
        String query = request.getQueryString();
        if (query == null) {
            return null;
        }
        for (String parameter : query.split("&")) {
            if (parameter.startsWith("lang=")) {
                return parameter.substring("lang=".length());
            }
        }
        return null;
    }

    private static void remember(HttpServletRequest request, HttpServletResponse response, String language) {
        Cookie cookie = new Cookie(COOKIE, language);
        cookie.setPath("/");
        cookie.setMaxAge(A_YEAR_IN_SECONDS);
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setAttribute("SameSite", "Lax");
        response.addCookie(cookie);
    }
}
