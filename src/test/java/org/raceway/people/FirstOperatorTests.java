package org.raceway.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstOperatorTests {

    @TempDir
    private Path home = Path.of("");

    private final List<Accounts.NewAccount> opened = new ArrayList<>();
    private final Accounts accounts = new Accounts() {
        @Override
        public UUID create(NewAccount account) {
            if (exists(account.login())) {
                throw new IllegalArgumentException("taken");
            }
            opened.add(account);
            return UUID.randomUUID();
        }

        @Override
        public boolean exists(String login) {
            return opened.stream().anyMatch(account -> account.login().equals(login));
        }

        @Override
        public void join(String login, UUID enterprise, Role role) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long count() {
            return opened.size();
        }
    };

    @Test
    void opensTheFirstAccountsAndKeepsTheirPasswordsForTheOwnerOfTheFolder() throws Exception {
        start(true, "none");
        assertThat(opened)
                .extracting(Accounts.NewAccount::login, Accounts.NewAccount::role)
                .containsExactly(tuple("auditor", Role.AUDITOR), tuple("operator", Role.OPERATOR));
        for (Accounts.NewAccount account : opened) {
            Path file = home.resolve(account.login() + ".password");
            assertThat(account.password())
                    .hasSize(24)
                    .isEqualTo(Files.readString(file).strip());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(opened).extracting(Accounts.NewAccount::password).doesNotHaveDuplicates();
    }

    @Test
    void leavesAnInstallationWithAccountsAlone() throws Exception {
        accounts.create(new Accounts.NewAccount("somebody", "has-been-here", "某人", "Somebody", Role.OPERATOR, null));
        start(true, "none");
        assertThat(opened).hasSize(1);
        assertThat(home.resolve(FirstOperator.FILE)).doesNotExist();
    }

    @Test
    void leavesTheSandboxItsOwnOperator() throws Exception {
        start(true, "small");
        start(false, "none");
        assertThat(opened).isEmpty();
    }

    private void start(boolean wanted, String sandbox) throws Exception {
        new FirstOperator(accounts, home, wanted, sandbox).createUnlessSomebodyIsThere();
    }
}
