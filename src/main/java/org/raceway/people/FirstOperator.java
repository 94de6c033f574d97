package org.raceway.people;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The first accounts of an installation without the sandbox: {@value #LOGIN}, and {@value #AUDITOR_LOGIN}, who reads what the operator
 * does and alone makes other auditors. The password of each is made up and written to a file of its own that only the owner of the data
 * folder can read; give the auditor's to somebody else than the operator. They are in no log and on no console.
 */
@Component
class FirstOperator {
    static final String LOGIN = "operator";
    static final String FILE = "operator.password";
    static final String AUDITOR_LOGIN = "auditor";
    static final String AUDITOR_FILE = "auditor.password";

    private static final Logger LOG = LoggerFactory.getLogger(FirstOperator.class);
    private static final int PASSWORD_BYTES = 18;

    private final Accounts accounts;
    private final Path home;
    private final boolean wanted;

    FirstOperator(
            Accounts accounts,
            @Value("${raceway.home}") Path home,
            @Value("${raceway.first-operator:true}") boolean wanted,
            @Value("${raceway.sandbox.size:none}") String sandbox) {
        this.accounts = accounts;
        this.home = home;
        // The sandbox brings an operator of its own.
        this.wanted = wanted && sandbox.equalsIgnoreCase("none");
    }

    @EventListener(ApplicationReadyEvent.class)
    void createUnlessSomebodyIsThere() throws IOException {
        if (!wanted || accounts.count() > 0) {
            return;
        }
        // The auditor first: the operator must never have been alone.
        create(AUDITOR_LOGIN, AUDITOR_FILE, "平台审计", "Platform auditor", Role.AUDITOR);
        create(LOGIN, FILE, "平台运营", "Platform operator", Role.OPERATOR);
    }

    private void create(String login, String name, String displayName, String englishName, Role role)
            throws IOException {
        byte[] secret = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(secret);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        Path file = home.resolve(name);
        // Before the account: a password that nobody can read would lock everybody out.
        Files.createDirectories(home);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, password + System.lineSeparator());
        try {
            accounts.create(new Accounts.NewAccount(login, password, displayName, englishName, role, null));
        } catch (IllegalArgumentException taken) {
            Files.deleteIfExists(file);
            LOG.info("Another process has made the first accounts: {}", taken.getMessage());
            return;
        }
        LOG.info("首个账户 {} 已创建，密码见 {} The first account {} was made; its password is in that file", login, file, login);
    }
}
