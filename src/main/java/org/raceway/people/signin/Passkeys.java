package org.raceway.people.signin;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.raceway.people.AccountPrincipal;
import org.raceway.people.Principals;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.env.Environment;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.management.JdbcPublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.JdbcUserCredentialRepository;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialCreationOptionsRequest;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialRequestOptionsRequest;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Passkeys (W3C Web Authentication) of this site. The device has to have checked its owner, by a finger, a face or a PIN; that makes one
 * a first and second factor at once. They belong to one site: the one in the settings, or this machine while there is none.
 */
@Component
class Passkeys implements WebAuthnRelyingPartyOperations {
    /** Of one person. */
    static final int MOST = 10;

    private static final String NAME = "轴脑 Raceway";

    private final PublicKeyCredentialUserEntityRepository people;
    private final UserCredentialRepository credentials;
    private final Principals principals;
    private final ApplicationEventPublisher events;
    private final Supplier<Webauthn4JRelyingPartyOperations> operations;

    Passkeys(
            SignInDatabase database,
            Principals principals,
            ApplicationEventPublisher events,
            SignInSettings settings,
            Environment environment) {
        this.people = new JdbcPublicKeyCredentialUserEntityRepository(database.template());
        this.credentials = new JdbcUserCredentialRepository(database.template());
        this.principals = principals;
        this.events = events;
        // Not before the server's port is known.
        this.operations = SingletonSupplier.of(() -> operations(
                settings.site().isEmpty()
                        ? "http://localhost:" + environment.getProperty("local.server.port", "8080")
                        : settings.site()));
    }

    private Webauthn4JRelyingPartyOperations operations(String site) {
        URI address = URI.create(site);
        String origin = address.getScheme() + "://" + address.getAuthority();
        Webauthn4JRelyingPartyOperations made = new Webauthn4JRelyingPartyOperations(
                people,
                credentials,
                PublicKeyCredentialRpEntity.builder()
                        .id(Objects.requireNonNull(address.getHost(), site))
                        .name(NAME)
                        .build(),
                Set.of(origin));
        made.setCustomizeCreationOptions(
                options -> options.authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                        .residentKey(ResidentKeyRequirement.REQUIRED)
                        .userVerification(UserVerificationRequirement.REQUIRED)
                        .build()));
        made.setCustomizeRequestOptions(options -> options.userVerification(UserVerificationRequirement.REQUIRED));
        return made;
    }

    /** The account's passkeys. */
    List<CredentialRecord> of(String login) {
        PublicKeyCredentialUserEntity person = people.findByUsername(login);
        return person == null ? List.of() : credentials.findByUserId(person.getId());
    }

    /** Takes one of the account's passkeys away; false if it has none such. */
    boolean remove(AccountPrincipal principal, String id) {
        for (CredentialRecord passkey : of(principal.login())) {
            if (passkey.getCredentialId().toBase64UrlString().equals(id)) {
                credentials.delete(passkey.getCredentialId());
                UUID account = principal.caller().accountId();
                events.publishEvent(new SignInEvent.WayRemoved(account, Way.PASSKEY, passkey.getLabel(), account));
                return true;
            }
        }
        return false;
    }

    @Override
    public PublicKeyCredentialCreationOptions createPublicKeyCredentialCreationOptions(
            PublicKeyCredentialCreationOptionsRequest request) {
        return operations.get().createPublicKeyCredentialCreationOptions(request);
    }

    @Override
    public CredentialRecord registerCredential(RelyingPartyRegistrationRequest request) {
        String login = request.getCreationOptions().getUser().getName();
        if (of(login).size() >= MOST) {
            throw new IllegalArgumentException("at most " + MOST + " passkeys");
        }
        CredentialRecord passkey = operations.get().registerCredential(request);
        principals
                .ofLogin(login)
                .ifPresent(principal -> events.publishEvent(
                        new SignInEvent.WayAdded(principal.caller().accountId(), Way.PASSKEY, passkey.getLabel())));
        return passkey;
    }

    @Override
    public PublicKeyCredentialRequestOptions createCredentialRequestOptions(
            PublicKeyCredentialRequestOptionsRequest request) {
        return operations.get().createCredentialRequestOptions(request);
    }

    @Override
    public PublicKeyCredentialUserEntity authenticate(RelyingPartyAuthenticationRequest request) {
        return operations.get().authenticate(request);
    }

    UserCredentialRepository credentials() {
        return credentials;
    }
}
