package org.raceway.people.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.SignedIn;
import org.raceway.people.AccountPrincipal;
import org.raceway.people.MySecurity;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** How a person signs in, for the person's own programs and pages. */
@RestController
@RequestMapping("/api/v1/me/security")
@SignedIn
class SecurityApi {
    private final SecurityOverview overview;
    private final MySecurityChanges changes;

    SecurityApi(SecurityOverview overview, MySecurityChanges changes) {
        this.overview = overview;
        this.changes = changes;
    }

    /**
     * Another password.
     *
     * @param present the one that is to go
     * @param next 10 to 128 characters of any script
     */
    record PasswordChange(
            @Nullable String present, @Nullable String next) {
        /** Without the passwords, so that no log line ever holds them. */
        @Override
        public String toString() {
            return "PasswordChange";
        }
    }

    @GetMapping
    MySecurity security(@AuthenticationPrincipal AccountPrincipal principal, HttpServletRequest request) {
        return overview.of(principal, request);
    }

    @PutMapping("/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(
            @AuthenticationPrincipal AccountPrincipal principal,
            @RequestBody PasswordChange change,
            HttpServletRequest request) {
        changes.changePassword(
                principal,
                Objects.requireNonNullElse(change.present(), ""),
                Objects.requireNonNullElse(change.next(), ""),
                request);
    }

    /** All but the one that asks; remembered phones are forgotten. */
    @DeleteMapping("/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endOthers(@AuthenticationPrincipal AccountPrincipal principal, HttpServletRequest request) {
        changes.endOthers(principal, request);
    }

    @DeleteMapping("/sessions/{session}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endSession(@AuthenticationPrincipal AccountPrincipal principal, @PathVariable UUID session) {
        changes.endSession(principal, session);
    }

    /** A provider's login comes in no more. */
    @DeleteMapping("/logins/{login}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unlink(@AuthenticationPrincipal AccountPrincipal principal, @PathVariable UUID login) {
        changes.unlink(principal, login);
    }

    @DeleteMapping("/passkeys/{passkey}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removePasskey(@AuthenticationPrincipal AccountPrincipal principal, @PathVariable String passkey) {
        changes.removePasskey(principal, passkey);
    }

    @DeleteMapping("/phones/{phone}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forgetPhone(@AuthenticationPrincipal AccountPrincipal principal, @PathVariable UUID phone) {
        changes.forgetPhone(principal, phone);
    }
}
