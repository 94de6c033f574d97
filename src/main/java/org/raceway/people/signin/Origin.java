package org.raceway.people.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

/**
 * Where an attempt to sign in comes from.
 *
 * @param device as its User-Agent names it, cut
 * @param deviceSecret by which a browser shows that somebody has signed in with it before
 */
record Origin(String address, String device, @Nullable String deviceSecret) {
    static final String DEVICE_COOKIE = "raceway-device";
    private static final int LONGEST_DEVICE = 256;
    private static final int LONGEST_SECRET = 64;

    static Origin of(HttpServletRequest request) {
        String device = Objects.requireNonNullElse(request.getHeader("User-Agent"), "");
        Cookie cookie = WebUtils.getCookie(request, DEVICE_COOKIE);
        return new Origin(
                Objects.requireNonNullElse(request.getRemoteAddr(), ""),
                device.length() > LONGEST_DEVICE ? device.substring(0, LONGEST_DEVICE) : device.replace('\0', ' '),
                cookie == null || cookie.getValue().length() > LONGEST_SECRET ? null : cookie.getValue());
    }
}
