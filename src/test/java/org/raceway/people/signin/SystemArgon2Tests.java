package org.raceway.people.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

class SystemArgon2Tests {
    private final Argon2PasswordEncoder portable = new Argon2PasswordEncoder(16, 32, 1, 64, 2);
    private final Optional<SystemArgon2> system = SystemArgon2.find(portable, 64, 2);

    @BeforeEach
    void theMachineHasOne() {
        assumeThat(system).as("libargon2 is not installed here").isPresent();
    }

    @Test
    void makesWhatTheLibraryInJavaAccepts() {
        for (String password : List.of("a", "轴承-轴承-轴承", "🐎".repeat(60), "x".repeat(512))) {
            String hash = system.orElseThrow().encode(password);
            assertThat(hash).startsWith("$argon2id$v=19$m=64,t=2,p=1$");
            assertThat(portable.matches(password, hash)).isTrue();
            assertThat(portable.matches(password + "?", hash)).isFalse();
            assertThat(portable.upgradeEncoding(hash)).isFalse();
        }
    }

    @Test
    void acceptsWhatTheLibraryInJavaMade() {
        String hash = portable.encode("轴承-轴承-轴承");
        assertThat(system.orElseThrow().matches("轴承-轴承-轴承", hash)).isTrue();
        assertThat(system.orElseThrow().matches("轴承-轴承-轴", hash)).isFalse();
    }

    @Test
    void acceptsNothingBroken() {
        String hash = portable.encode("secret");
        for (String broken : List.of(
                "",
                "$argon2id$",
                hash.substring(0, hash.length() - 4),
                hash.replace("argon2id", "argon2i"),
                hash + "x".repeat(300),
                hash.replace("m=64", "m=4000000000"))) {
            assertThat(system.orElseThrow().matches("secret", broken))
                    .as(broken)
                    .isFalse();
        }
    }

    @Test
    void saltsEveryHash() {
        assertThat(system.orElseThrow().encode("secret"))
                .isNotEqualTo(system.orElseThrow().encode("secret"));
    }
}
