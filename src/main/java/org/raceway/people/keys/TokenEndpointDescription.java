package org.raceway.people.keys;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.raceway.access.Open;
import org.raceway.access.Permission;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Where tokens are to be had, by RFC 8414: only what is there. The library's own document can't be without an authorization endpoint,
 * which Raceway has not.
 */
@RestController
class TokenEndpointDescription {
    static final String PATH = "/.well-known/oauth-authorization-server";

    private final String issuer;

    TokenEndpointDescription(@Value("${raceway.oauth.issuer:}") String issuer) {
        this.issuer = issuer;
    }

    @GetMapping(PATH)
    @Open
    Map<String, Object> describe() {
        String site = issuer.isBlank()
                ? ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString()
                : issuer;
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", site);
        document.put("token_endpoint", site + "/oauth2/token");
        document.put("jwks_uri", site + "/oauth2/jwks");
        document.put("grant_types_supported", List.of(AuthorizationGrantType.CLIENT_CREDENTIALS.getValue()));
        document.put("response_types_supported", List.of());
        document.put(
                "token_endpoint_auth_methods_supported",
                List.of(
                        ClientAuthenticationMethod.CLIENT_SECRET_BASIC.getValue(),
                        ClientAuthenticationMethod.CLIENT_SECRET_POST.getValue(),
                        ClientAuthenticationMethod.PRIVATE_KEY_JWT.getValue()));
        document.put("token_endpoint_auth_signing_alg_values_supported", List.of("ES256", "ES384", "RS256", "PS256"));
        document.put(
                "scopes_supported",
                Arrays.stream(Permission.values())
                        .filter(MachinePermissions::has)
                        .map(Permission::code)
                        .toList());
        return document;
    }
}
